package duet.lab.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import duet.lab.load.LoadResult;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class FiguresTest {
  private static final long SECOND = 1_000_000_000;

  /** 10,000 answers in 2 s, each after 1 ms, but for ten of 50 ms. */
  private static LoadResult load() {
    var times = new Histogram(1, 3600 * SECOND, 3);
    times.recordValueWithCount(1_000_000, 9_990);
    times.recordValueWithCount(50_000_000, 10);
    String encoded = LoadResult.encoded(times);
    return new LoadResult(
        0,
        2 * SECOND,
        1,
        List.of(),
        10_000,
        9_900,
        9_900,
        Map.of("status", 100L),
        10_000,
        0,
        encoded,
        encoded,
        encoded,
        5,
        5,
        0.2,
        1,
        0,
        0,
        "",
        0);
  }

  private static double value(Map<String, Double> figures, Figure figure) {
    return figures.getOrDefault(figure.key(), Double.NaN);
  }

  @Test
  void cpuTimeIsDividedByTheAnswersOfTheSameTime() throws Exception {
    // 0.1 s of CPU in 2.001 s is 49.975 ms in a second, in which 5000 were answered.
    var cpu = new CpuUsage(2_001_000_000, 100_000_000, 75_000_000, 25_000_000);
    Map<String, Double> figures = Figures.of(load(), cpu).byKey();
    assertEquals(9.995, value(figures, Figure.CPU), 0.001);
    assertEquals(7.496, value(figures, Figure.CPU_USER), 0.001);
    assertEquals(2.499, value(figures, Figure.CPU_SYSTEM), 0.001);
    assertEquals(5000, value(figures, Figure.ACHIEVED), 0.001);
    assertEquals(4950, value(figures, Figure.GOODPUT), 0.001);
  }

  @Test
  void inTurnsAllThatWasUsedIsDividedByAllAnswers() throws Exception {
    // The readings are 8 s apart, of which the arm had 2 s of turns with 10,000 answers.
    var cpu = new CpuUsage(2 * SECOND, 100_000_000, 75_000_000, 25_000_000);
    Map<String, Double> figures =
        Figures.ofTurns(load(), cpu)
            .with(
                new AdminFigures(0, 1_000_000, 3, 0.010, 5 << 20, OptionalLong.empty()),
                new AdminFigures(8 * SECOND, 21_000_000, 5, 0.018, 6 << 20, OptionalLong.empty()))
            .byKey();
    assertEquals(10, value(figures, Figure.CPU), 0.001);
    assertEquals(5000, value(figures, Figure.ACHIEVED), 0.001);
    assertEquals(2000, value(figures, Figure.ALLOCATED), 0.001);
    assertEquals(4, value(figures, Figure.GC_PAUSE), 0.001);
  }

  @Test
  void theMedianTurnLeavesOutWhatAFewTurnsAloneHave() throws Exception {
    var cpu = new CpuUsage(2 * SECOND, 100_000_000, 75_000_000, 25_000_000);
    assertEquals(
        9.5,
        value(
            Figures.ofTurns(load(), cpu).withTurns(List.of(9.0, 40.0, 10.0, 8.0)).byKey(),
            Figure.CPU_MEDIAN_TURN));
    assertFalse(
        Figures.of(load(), cpu)
            .withTurns(List.of())
            .byKey()
            .containsKey(Figure.CPU_MEDIAN_TURN.key()));
  }

  @Test
  void timesAreInMilliseconds() throws Exception {
    var cpu = new CpuUsage(2 * SECOND, SECOND, SECOND, 0);
    Map<String, Double> figures = Figures.of(load(), cpu).byKey();
    assertEquals(1, value(figures, Figure.P99), 0.01);
    assertEquals(50, value(figures, Figure.P9999), 0.1);
    assertEquals(50, value(figures, Figure.MAX), 0.1);
  }

  @Test
  void whatTheArmCountsIsDividedByTheRequestsItCounts() throws Exception {
    var cpu = new CpuUsage(2 * SECOND, SECOND, SECOND, 0);
    Map<String, Double> figures =
        Figures.of(load(), cpu)
            .with(
                new AdminFigures(0, 1_000_000, 3, 0.010, 5 << 20, OptionalLong.of(1_000)),
                new AdminFigures(
                    4 * SECOND, 21_000_000, 5, 0.018, 6 << 20, OptionalLong.of(21_000)))
            .byKey();
    assertEquals(1000, value(figures, Figure.ALLOCATED), 0.001);
    assertEquals(2, value(figures, Figure.GC_PAUSE), 0.001);
    assertEquals(6, value(figures, Figure.HEAP), 0.001);
  }

  @Test
  void whatCouldNotBeHadIsNotThere() throws Exception {
    var cpu = new CpuUsage(2 * SECOND, SECOND, SECOND, 0);
    Map<String, Double> figures = Figures.of(load(), cpu).byKey();
    assertFalse(figures.containsKey(Figure.ALLOCATED.key()));
    assertFalse(figures.containsKey(Figure.RSS.key()));
  }
}
