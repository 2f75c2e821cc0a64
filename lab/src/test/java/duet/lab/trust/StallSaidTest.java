package duet.lab.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.lab.load.LoadResult;
import duet.lab.sample.Figure;
import duet.lab.sample.Trial;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** Two stops of 100 ms in 20 s at 1000/s: p99.9 must be 90 ms and max 100 ms. */
class StallSaidTest {
  private static final Duration WINDOW = Duration.ofSeconds(20);
  private static final List<Long> STOPS = List.of(100_000_000L, 100_000_000L);

  @Test
  void whatArithmeticSaysIsRight() {
    StallSaid said = StallSaid.of(trial(90.2, 100.3, 20_000), false, STOPS, WINDOW);
    assertEquals(90, said.p999MustMillis(), 1e-6);
    assertEquals(100, said.maxMustMillis(), 1e-6);
    assertTrue(said.right(), said.toString());
  }

  @Test
  void aStallThatIsNotChargedIsWrong() {
    assertFalse(StallSaid.of(trial(0.4, 100.3, 20_000), false, STOPS, WINDOW).right());
    assertFalse(StallSaid.of(trial(90.2, 60, 20_000), false, STOPS, WINDOW).right());
  }

  @Test
  void aRequestThatWentLostIsWrong() {
    assertFalse(StallSaid.of(trial(90.2, 100.3, 19_999), false, STOPS, WINDOW).right());
  }

  @Test
  void aStopOfTheGeneratorMustMakeTheTrialVoidAndBeChargedAllTheSame() {
    Trial counts = trial(90.2, 100.3, 20_000);
    assertFalse(StallSaid.of(counts, true, STOPS, WINDOW).right());
    Trial isVoid = counts.with("the load generator stood still for 100 ms");
    assertTrue(StallSaid.of(isVoid, true, STOPS, WINDOW).right());
    assertFalse(StallSaid.of(isVoid, false, STOPS, WINDOW).right());
  }

  @Test
  void aStopTooFewIsNotJudged() {
    StallSaid said = StallSaid.of(trial(90.2, 100.3, 20_000), false, List.of(100_000_000L), WINDOW);
    assertFalse(said.right());
    assertEquals(Double.NaN, said.maxMustMillis());
  }

  @Test
  void whereATrialWasRunAgainTheLastOneIsJudged() {
    StallSaid failed = said(trial(90.2, 100.3, 20_000).with("the server used no CPU time"));
    StallSaid right = said(trial(90.2, 100.3, 20_000));
    List<StallSaid> all = StallSaid.withRepeated(List.of(failed, right));
    assertEquals(List.of(true, false), all.stream().map(StallSaid::repeated).toList());
    assertTrue(StallSaid.areRight(all));
    assertTrue(StallSaid.lines(all).get(1).endsWith("run again, not judged"));
    assertFalse(StallSaid.areRight(StallSaid.withRepeated(List.of(right, failed))));
  }

  @Test
  void trialsOfDifferentPairsOrSidesAreAllJudged() {
    StallSaid wrong = said(trial(0.4, 100.3, 20_000));
    StallSaid otherPair = said(trial(90.2, 100.3, 20_000, "server-stopped", 1));
    StallSaid otherSide = said(trial(90.2, 100.3, 20_000, "generator-stopped", 0));
    assertFalse(StallSaid.areRight(StallSaid.withRepeated(List.of(wrong, otherPair))));
    assertFalse(StallSaid.areRight(StallSaid.withRepeated(List.of(wrong, otherSide))));
  }

  @Test
  void noTrialIsNotRight() {
    assertFalse(StallSaid.areRight(List.of()));
  }

  private static StallSaid said(Trial trial) {
    return StallSaid.of(trial, false, STOPS, WINDOW);
  }

  private static Trial trial(double p999Millis, double maxMillis, long right) {
    return trial(p999Millis, maxMillis, right, "server-stopped", 0);
  }

  private static Trial trial(
      double p999Millis, double maxMillis, long right, String arm, int pair) {
    String none = LoadResult.encoded(new Histogram(3));
    return new Trial(
        1,
        "json",
        arm,
        pair,
        "2026-11-28T00:00:00Z",
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Map.of(
            Figure.P999.key(), p999Millis,
            Figure.MAX.key(), maxMillis,
            Figure.CPU.key(), 20.0),
        new LoadResult(
            0,
            WINDOW.toNanos(),
            1,
            List.of(),
            20_000,
            right,
            right,
            Map.of(),
            20_000,
            0,
            none,
            none,
            none,
            0.1,
            0.1,
            0.1,
            1,
            0,
            0,
            "",
            0));
  }
}
