package duet.lab.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.lab.stats.Interval;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class AxisTest {
  private static List<String> labels(Axis axis) {
    return axis.ticks().stream().map(Axis.Tick::label).toList();
  }

  @Test
  void oneIsInTheMiddleOfRatios() {
    Axis axis = Axis.ofRatios(List.of(new Interval(1.2, 1.1, 1.3, 0.95)), 0.03);

    assertEquals(50, axis.percent(1), 1e-9);
    assertEquals(100 - axis.percent(1.1), axis.percent(1 / 1.1), 0.011);
    assertTrue(axis.high() > 1.3);
  }

  @Test
  void aRatioThatIsFarOffDoesNotSqueezeTheOthers() {
    Axis axis = Axis.ofRatios(List.of(new Interval(30, 20, 40, 0.95)), 0.03);

    assertEquals(4, axis.high(), 1e-9);
    assertEquals(100, axis.percent(30));
    assertEquals(
        List.of("0.25", "0.50", "0.75", "1.00", "1.50", "2.00", "3.00", "4.00"), labels(axis));
  }

  @Test
  void withoutRatiosTheBandFillsHalfOfIt() {
    Axis axis = Axis.ofRatios(List.of(), 0.03);

    assertEquals(75, axis.percent(1.03), 0.01);
  }

  @Test
  void theSameNumberTwiceHasAnAxisAroundIt() {
    Axis axis = Axis.around(DoubleStream.of(31, 31));

    assertEquals(50, axis.percent(31), 0.01);
    assertTrue(axis.ticks().size() >= 2, () -> labels(axis).toString());
  }

  @Test
  void noNumberHasAnAxisWithoutTicks() {
    assertEquals(List.of(), Axis.around(DoubleStream.of(Double.NaN)).ticks());
  }

  @Test
  void barsBeginAtZero() {
    Axis axis = Axis.fromZero(212);

    assertEquals(0, axis.percent(0));
    assertEquals(List.of("0", "50", "100", "150", "200"), labels(axis));
  }

  @Test
  void decadesBeginAndEndAtAStep() {
    Axis axis = Axis.inDecades(0.12, 3.3);

    assertEquals(List.of("0.1", "0.2", "0.5", "1", "2", "5"), labels(axis));
    assertEquals(0, axis.percent(0.1));
    assertEquals(100, axis.percent(5));
  }

  @Test
  void anAxisHasALength() {
    assertEquals(
        "must be low < high: low=1.0 high=1.0",
        assertThrows(IllegalArgumentException.class, () -> new Axis(1, 1, false, List.of()))
            .getMessage());
  }
}
