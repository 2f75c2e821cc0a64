package duet.lab.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class JudgeTest {
  private static final Judge JUDGE = Judge.within(0.03, 42);

  /** About 1 % from trial to trial. */
  private static final double[] STEADY = {
    10.03, 9.91, 10.12, 9.97, 9.85, 10.08, 10.01, 9.93, 10.11, 9.99
  };

  private static final double[] STEADY_TOO = {
    9.95, 10.04, 9.99, 10.10, 10.02, 9.90, 10.07, 9.98, 10.00, 9.95
  };

  @Test
  void twoTrialsGiveNoInterval() {
    assertNone("two trials give no interval", first(STEADY, 2), first(STEADY_TOO, 2));
    assertNone("there are no trials", new double[0], new double[0]);
  }

  /** One in nine of their resamples has no spread, which is more than 5 % leaves room for. */
  @Test
  void threeTrialsGiveNoBoundedInterval() {
    assertNone(
        "three trials give no bounded interval at 95 % confidence",
        first(STEADY, 3), first(STEADY_TOO, 3));
  }

  @Test
  void fourTrialsGiveAnIntervalAndNoVerdict() {
    var judgement = JUDGE.judge(first(STEADY, 4), first(STEADY_TOO, 4));
    assertFalse(ratio(judgement).excludes(1));
    assertEquals(new Verdict.None("four trials give no verdict, 5 would"), judgement.verdict());
  }

  @Test
  void fiveTrialsFindTwentyPercent() {
    var judgement = JUDGE.judge(first(STEADY, 5), scaled(1.2, first(STEADY_TOO, 5)));
    assertEquals(new Verdict.FirstNeedsLess(), judgement.verdict());
    assertEquals(5, judgement.blocks());
  }

  @Test
  void theArmWithTheSmallerFigureNeedsLess() {
    assertEquals(
        new Verdict.FirstNeedsLess(), JUDGE.judge(STEADY, scaled(1.05, STEADY_TOO)).verdict());
    assertEquals(
        new Verdict.SecondNeedsLess(), JUDGE.judge(STEADY, scaled(0.95, STEADY_TOO)).verdict());
  }

  @Test
  void anIntervalInsideTheBandIsEquivalent() {
    assertEquals(new Verdict.Equivalent(0.03), JUDGE.judge(STEADY, STEADY_TOO).verdict());
  }

  @Test
  void aDifferenceSmallerThanTheBandIsEquivalentAndItsDirectionShows() {
    var judgement = JUDGE.judge(STEADY, scaled(1.005, STEADY));
    assertEquals(new Verdict.Equivalent(0.03), judgement.verdict());
    assertTrue(ratio(judgement).low() > 1);
  }

  @Test
  void anIntervalOverOneAndTheBandIsInconclusive() {
    var judgement = JUDGE.judge(restless(STEADY), scaled(1.02, restless(STEADY_TOO)));
    var inconclusive = assertInstanceOf(Verdict.Inconclusive.class, judgement.verdict());
    assertTrue(inconclusive.moreTrials().orElseThrow() > 0);
  }

  @Test
  void swappedArmsInvertTheRatio() {
    var there = ratio(JUDGE.judge(STEADY, scaled(1.07, STEADY_TOO)));
    var back = ratio(JUDGE.judge(scaled(1.07, STEADY_TOO), STEADY));
    assertEquals(there.estimate(), 1 / back.estimate(), 1e-12);
    assertEquals(there.low(), 1 / back.high(), 1e-12);
    assertEquals(there.high(), 1 / back.low(), 1e-12);
  }

  @Test
  void anotherUnitGivesTheSameRatio() {
    var micros = ratio(JUDGE.judge(STEADY, STEADY_TOO));
    var nanos = ratio(JUDGE.judge(scaled(1000, STEADY), scaled(1000, STEADY_TOO)));
    assertEquals(micros.low(), nanos.low(), 1e-12);
    assertEquals(micros.high(), nanos.high(), 1e-12);
  }

  @Test
  void theSameSeedGivesTheSameIntervalAndAnotherHardlyAnother() {
    var once = ratio(JUDGE.judge(STEADY, STEADY_TOO));
    assertEquals(once, ratio(JUDGE.judge(STEADY, STEADY_TOO)));
    var other = ratio(Judge.within(0.03, 43).judge(STEADY, STEADY_TOO));
    assertNotEquals(once.high(), other.high());
    assertEquals(once.high(), other.high(), 1e-3);
  }

  /** Ratios of 1.05 and 1.06 in turn, while both arms nearly double. */
  @Test
  void whatMovesBothTrialsOfAPairIsNotNoise() {
    double[] drifting = {10, 11, 12, 13, 14, 15, 16, 17, 18, 19};
    var beside = new double[drifting.length];
    for (int i = 0; i < beside.length; i++) {
      beside[i] = drifting[i] * (i % 2 == 0 ? 1.05 : 1.06);
    }
    var interval = ratio(JUDGE.judge(drifting, beside));
    assertTrue(interval.liesWithin(1.045, 1.065), interval.toString());
  }

  @Test
  void aFamilyWidensEachInterval() {
    var alone = ratio(JUDGE.judge(STEADY, STEADY_TOO));
    var oneOfFive = ratio(JUDGE.forFamilyOf(5).judge(STEADY, STEADY_TOO));
    assertEquals(0.99, oneOfFive.confidence(), 1e-12);
    assertTrue(oneOfFive.low() < alone.low() && oneOfFive.high() > alone.high());
  }

  /** One resample in 625 draws one of five trials five times; 0.05 ÷ 40 is less. */
  @Test
  void fiveTrialsDoNotBoundAnIntervalOfALargeFamily() {
    var judgement = JUDGE.forFamilyOf(40).judge(first(STEADY, 5), first(STEADY_TOO, 5));
    assertNull(judgement.ratio());
    assertEquals(
        new Verdict.None("5 trials give no bounded interval at 99.88 % confidence"),
        judgement.verdict());
  }

  @Test
  void aTrialThatShowsNothingHasNoRatio() {
    var pauses = STEADY.clone();
    pauses[2] = 0;
    assertNone("no ratio: 0.0 in trial 3", STEADY, pauses);
    pauses[2] = Double.NaN;
    assertNone("no ratio: NaN in trial 3", pauses, STEADY);
    pauses[2] = Double.POSITIVE_INFINITY;
    assertNone("no ratio: Infinity in trial 3", pauses, STEADY);
  }

  @Test
  void aFigureThatNeverVariesIsKnownExactly() {
    double[] threads = {32, 32, 32, 32, 32};
    var same = JUDGE.judge(threads, threads);
    assertEquals(new Interval(1, 1, 1, 0.95), same.ratio());
    assertEquals(new Verdict.Equivalent(0.03), same.verdict());
    var half = JUDGE.judge(threads, scaled(0.5, threads));
    assertEquals(new Verdict.SecondNeedsLess(), half.verdict());
  }

  /** With 9 of 10 alike, a resample in three has no spread. */
  @Test
  void aFigureThatVariedOnceGivesNoInterval() {
    double[] threads = {32, 32, 32, 32, 32, 32, 32, 32, 32, 32};
    var once = threads.clone();
    once[4] = 33;
    assertNone(
        "too many trials are alike: they give no bounded interval at 95 % confidence",
        threads, once);
  }

  @Test
  void theMeanOfAnArmHasAnIntervalInItsOwnUnit() {
    var mean = JUDGE.mean(STEADY).orElseThrow();
    assertEquals(10.0, mean.estimate(), 1e-12);
    assertTrue(mean.excludes(9.9) && mean.excludes(10.1), mean.toString());
    assertEquals(mean, JUDGE.forFamilyOf(7).mean(STEADY).orElseThrow());
    assertTrue(JUDGE.mean(first(STEADY, 2)).isEmpty());
    assertTrue(JUDGE.mean(first(STEADY, 3)).isEmpty());
    assertTrue(JUDGE.mean(new double[] {1, 2, 0, 1, 2}).isEmpty());
  }

  @Test
  void whatIsOutOfRangeIsNamed() {
    assertRefused("must be in (0, 1): band=0.0", () -> Judge.within(0, 1));
    assertRefused("must be >= 1: comparisons=0", () -> JUDGE.forFamilyOf(0));
    assertRefused("must be in [0.5, 1): confidence=1.0", () -> new Judge(0.03, 1, 1, 1, 10_000));
    assertRefused(
        "must be more for this confidence: resamples=18", () -> new Judge(0.03, 0.95, 1, 1, 18));
    assertRefused(
        "must have as many trials: first=10 second=9",
        () -> JUDGE.judge(STEADY, first(STEADY_TOO, 9)));
  }

  private static void assertRefused(String message, Runnable attempt) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, attempt::run).getMessage());
  }

  private static void assertNone(String reason, double[] first, double[] second) {
    var judgement = JUDGE.judge(first, second);
    assertNull(judgement.ratio());
    assertEquals(new Verdict.None(reason), judgement.verdict());
  }

  private static Interval ratio(Judgement judgement) {
    return Objects.requireNonNull(judgement.ratio());
  }

  private static double[] first(double[] values, int count) {
    return Arrays.copyOf(values, count);
  }

  /** Five times as far from 10. */
  private static double[] restless(double[] values) {
    return Arrays.stream(values).map(value -> 10 + 5 * (value - 10)).toArray();
  }

  private static double[] scaled(double by, double[] values) {
    return Arrays.stream(values).map(value -> by * value).toArray();
  }

  @Test
  void ofOneProcessADifferenceIsNamedOnlyBeyondTheBand() {
    double[] alittle = Arrays.stream(STEADY_TOO).map(each -> 1.033 * each).toArray();
    Judgement near = JUDGE.judge(STEADY, alittle);
    assertEquals(new Verdict.FirstNeedsLess(), near.verdict());
    Judgement weakened = near.ofOneProcess(0.03);
    assertInstanceOf(Verdict.None.class, weakened.verdict());
    assertEquals(near.ratio(), weakened.ratio());

    double[] much = Arrays.stream(STEADY_TOO).map(each -> 1.1 * each).toArray();
    assertEquals(
        new Verdict.FirstNeedsLess(), JUDGE.judge(STEADY, much).ofOneProcess(0.03).verdict());
    assertEquals(
        new Verdict.SecondNeedsLess(), JUDGE.judge(much, STEADY).ofOneProcess(0.03).verdict());
    Judgement same = JUDGE.judge(STEADY, STEADY_TOO);
    assertEquals(same, same.ofOneProcess(0.03));
  }

  /** As JIT compilers leave it: what a request allocates is the same but in two servers of ten. */
  @Test
  void whereNearlyAllTrialsAreAlikeThereIsNoIntervalRatherThanAnAbsurdOne() {
    double[] allocated = {
      1552.887, 1552.873, 1552.872, 1552.873, 1552.979, 1552.861, 1552.881, 1552.867, 1664.868,
      1792.871
    };
    assertTrue(JUDGE.mean(allocated).isEmpty());
    double[] others = new double[10];
    Arrays.setAll(others, i -> 1552.87 + 0.001 * i);
    assertNone(
        "too many trials are alike: they give no bounded interval at 95 % confidence",
        others, allocated);
  }
}
