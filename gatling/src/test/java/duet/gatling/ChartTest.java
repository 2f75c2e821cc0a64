package duet.gatling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChartTest {

  private static Chart.Sample sample(int concurrency, double value) {
    return new Chart.Sample(concurrency, value, List.of(), false);
  }

  private static Chart draw(Chart.Series... all) {
    var samples = Stream.of(all).flatMap(series -> series.samples().stream()).toList();
    return Chart.draw(
        "rate",
        "Rate",
        "requests/s",
        List.of(all),
        Chart.across(samples.stream().map(Chart.Sample::concurrency).toList()),
        Scale.inSteps(samples.stream().mapToDouble(Chart.Sample::value), Chart.BOTTOM, Chart.TOP));
  }

  @Test
  void equalRatiosAreEqualDistances() {
    var scale = new Scale(1, 1000, 0, 300);

    assertEquals(
        List.of(0.0, 100.0, 200.0, 300.0), Stream.of(1, 10, 100, 1000).map(scale::at).toList());
  }

  @Test
  void theAxisReachesFromAStepBelowToAStepAbove() {
    assertEquals(
        List.of(200.0, 500.0, 1000.0), Scale.inSteps(DoubleStream.of(230, 812), 0, 1).steps());
    assertEquals(List.of(100.0, 200.0), Scale.inSteps(DoubleStream.of(100), 0, 1).steps());
    assertEquals(List.of(0.2, 0.5, 1.0), Scale.inSteps(DoubleStream.of(0.3, 0.9), 0, 1).steps());
  }

  @Test
  void figuresThatDoNotExistDoNotStretchTheAxis() {
    var values = DoubleStream.of(0, 3, Double.NaN, Double.POSITIVE_INFINITY);

    assertEquals(List.of(2.0, 5.0), Scale.inSteps(values, 0, 1).steps());
    assertEquals(
        List.of(1.0, 2.0, 5.0, 10.0), Scale.inSteps(DoubleStream.of(Double.NaN), 0, 1).steps());
  }

  @Test
  void anAxisWithoutLengthIsRefused() {
    var error = assertThrows(IllegalArgumentException.class, () -> new Scale(1, 1, 0, 1));

    assertEquals("must be 0 < low < high: low=1.0, high=1.0", error.getMessage());
  }

  @Test
  void theLineBreaksWhereThereIsNoFigure() {
    var samples =
        List.of(sample(1, 100), sample(10, 200), sample(100, Double.NaN), sample(1000, 150));

    var trace = draw(new Chart.Series("a", samples)).traces().getFirst();

    assertEquals(2, trace.segments().size());
    assertEquals(3, trace.dots().size());
  }

  @Test
  void aServerThatNeverAnsweredHasNoLineButItsName() {
    var chart =
        draw(
            new Chart.Series("a", List.of(sample(1, 100))),
            new Chart.Series("b", List.of(sample(1, Double.NaN))));

    assertEquals(List.of(), chart.traces().getLast().dots());
    assertEquals(
        "b: at concurrency 1 no figure.",
        chart.description().substring(chart.description().indexOf("b:")));
  }

  @Test
  void aLoneConcurrencyStandsInTheMiddle() {
    var chart = draw(new Chart.Series("a", List.of(sample(10, 100))));

    assertEquals((Chart.LEFT + Chart.RIGHT) / 2.0, chart.columns().getFirst().at());
  }

  @Test
  void numbersOfTheAxisThatWouldTouchAreLeftOut() {
    var samples =
        Stream.of(1, 100, 101, 1000).map(concurrency -> sample(concurrency, 100)).toList();

    var labels =
        draw(new Chart.Series("a", samples)).columns().stream().map(Chart.Tick::label).toList();

    assertEquals(List.of("1", "100", "", "1000"), labels);
  }

  @Test
  void namesOfLinesThatEndTogetherDoNotOverlap() {
    for (var ends : List.of(List.of(50.0, 50.0), List.of(200.0, 0.0), List.of(300.0, 299.0))) {
      var labels = EndLabel.beside(List.of("vertx-async", "helidon-virtual"), ends, 10, 290);
      var apart = Math.abs(labels.getFirst().y() - labels.getLast().y());

      assertTrue(apart >= 2 * EndLabel.LINE_HEIGHT, () -> ends + " " + labels);
      assertTrue(
          labels.stream().allMatch(label -> label.y() >= 10 && label.y() <= 290),
          () -> ends + " " + labels);
    }
  }

  @Test
  void longNamesBreakWhereTheyHaveASeparatorAndAreCut() {
    assertEquals(List.of("vertx-", "async"), EndLabel.broken("vertx-async"));
    assertEquals(List.of("helidon-", "virtual"), EndLabel.broken("helidon-virtual"));
    assertEquals(List.of("localhos…", "8080"), EndLabel.broken("localhost:8080"));
    assertEquals(List.of("short"), EndLabel.broken("short"));
  }
}
