package duet.lab.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Seeded, so that what passes passes always; {@link BlockChoice} prints the long run. */
class CoverageTest {
  private static final int COMPARISONS = 2000;
  private static final double SPREAD = 0.02;
  private static final Judge JUDGE = new Judge(0.03, 0.95, 1, 5, 399);

  @ParameterizedTest
  @EnumSource
  void tenTrialsKeepTheirWord(Noise noise) {
    var nothing = Coverage.simulate(noise, SPREAD, 10, 1, COMPARISONS, JUDGE);
    assertTrue(keepsItsWord(nothing.misses()), nothing.toString());
  }

  @ParameterizedTest
  @EnumSource
  void fiveTrialsKeepTheirWord(Noise noise) {
    var nothing = Coverage.simulate(noise, SPREAD, 5, 1, COMPARISONS, JUDGE);
    assertTrue(keepsItsWord(nothing.misses()), nothing.toString());
  }

  @Test
  void tenTrialsFindFivePercentInNineteenOfTwenty() {
    var some = Coverage.simulate(Noise.INDEPENDENT, SPREAD, 10, 1.05, COMPARISONS, JUDGE);
    assertTrue(some.differences().interval(0.95).low() > 0.95, some.toString());
    assertTrue(keepsItsWord(some.misses()), some.toString());
  }

  @Test
  void whatBootstrapsUsuallyPrintDoesNotKeepItsWord() {
    assertFalse(keepsItsWord(percentile(3)), () -> percentile(3).toString());
    assertFalse(keepsItsWord(percentile(10)), () -> percentile(10).toString());
  }

  @Test
  void eachTailByItselfDoesNotKeepItsWordWhereATrialFallsOut() {
    var misses = BlockChoice.misses(BlockChoice.EQUAL_TAILED, Noise.OUTLIERS, 10, COMPARISONS);
    assertFalse(keepsItsWord(misses), misses.toString());
  }

  @Test
  void pairsFindMoreThanQuadruples() {
    var pairs = BlockChoice.found(BlockChoice.PAIRS, Noise.INDEPENDENT, 10, COMPARISONS);
    var quadruples = BlockChoice.found(BlockChoice.QUADRUPLES, Noise.INDEPENDENT, 10, COMPARISONS);
    assertTrue(
        pairs.interval(0.95).low() > quadruples.interval(0.95).high(),
        pairs + " against " + quadruples);
  }

  @Test
  void theSameSeedGivesTheSameRates() {
    var once = Coverage.simulate(Noise.WALK, SPREAD, 5, 1, 50, JUDGE);
    assertEquals(once, Coverage.simulate(Noise.WALK, SPREAD, 5, 1, 50, JUDGE));
  }

  private static Proportion percentile(int trials) {
    return BlockChoice.misses(BlockChoice.PERCENTILE, Noise.INDEPENDENT, trials, COMPARISONS);
  }

  /** What was seen does not speak against a true rate of 6 % or less. */
  private static boolean keepsItsWord(Proportion misses) {
    return misses.interval(0.95).low() <= 0.06;
  }
}
