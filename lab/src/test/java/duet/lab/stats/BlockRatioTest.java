package duet.lab.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class BlockRatioTest {
  private static final int RESAMPLES = 100_000;

  /**
   * Means 2 and 4; u = 3/4 − 1/2 and 5/4 − 3/2, one quarter up and one down; √(2/16 ÷ (2 × 1)) =
   * 1/4.
   */
  @Test
  void standardErrorOfTwoBlocksIsWhatArithmeticSays() {
    var ratio = new BlockRatio(new double[] {1, 3}, new double[] {3, 5});
    assertEquals(Math.log(2), ratio.log(), 1e-15);
    assertEquals(0.25, ratio.standardError(), 1e-15);
  }

  /** What moves both trials of a block alike is no error of their ratio. */
  @Test
  void blocksOfOneRatioHaveNoSpread() {
    var ratio = new BlockRatio(new double[] {1, 2, 4}, new double[] {1.1, 2.2, 4.4});
    assertTrue(ratio.hasNoSpread());
    assertEquals(Math.log(1.1), ratio.log(), 1e-15);
  }

  /** AA and BB have no standard error, AB and BA are the sample itself. */
  @Test
  void halfOfTheResamplesOfTwoBlocksReachToInfinity() {
    var ratio = new BlockRatio(new double[] {1, 3}, new double[] {3, 5});
    assertEquals(0, ratio.reach(0.49, RESAMPLES, 1), 1e-12);
    assertEquals(Double.POSITIVE_INFINITY, ratio.reach(0.51, RESAMPLES, 1));
  }

  /**
   * All 27 resamples of 1, 2, 3 by hand: of 27, 19 have a |T*| below that of 1, 1, 2, which is
   * ln(3/2) ÷ 1/4; then come the three of 2, 3, 3 with ln(4/3) ÷ 1/8, and 1, 1, 1 and 3, 3, 3
   * without bound.
   */
  @Test
  void reachOfThreeBlocksIsThatOfAllTheirResamples() {
    var mean = BlockRatio.toOne(new double[] {1, 2, 3});
    assertEquals(4 * Math.log(3.0 / 2), mean.reach(0.76, RESAMPLES, 1), 1e-12);
    assertEquals(8 * Math.log(4.0 / 3), mean.reach(0.87, RESAMPLES, 1), 1e-12);
    assertEquals(Double.POSITIVE_INFINITY, mean.reach(0.95, RESAMPLES, 1));
  }

  @Test
  void reachIsTheQuantileOfAnIndependentlyWrittenBootstrap() {
    double[] first = {10.1, 9.9, 10.4, 10.0, 9.7, 10.2};
    double[] second = {10.3, 10.6, 10.2, 10.9, 10.1, 10.4};
    var plain = Objects.requireNonNull(Resampled.of(first, second, 999, 7).symmetric(0.95).ratio());
    var ratio = new BlockRatio(first, second);
    var half = ratio.reach(0.95, 999, 7) * ratio.standardError();
    assertEquals(plain.low(), Math.exp(ratio.log() - half), 1e-12);
    assertEquals(plain.high(), Math.exp(ratio.log() + half), 1e-12);
  }

  @Test
  void quantileIsAnOrderStatistic() {
    assertEquals(9501, BlockRatio.rank(0.95, 10_000));
    assertEquals(950, BlockRatio.rank(0.95, 999));
  }

  @Test
  void oneBlockIsRefused() {
    var refused =
        assertThrows(
            IllegalArgumentException.class, () -> new BlockRatio(new double[1], new double[1]));
    assertEquals("must be as many, and at least 2: first=1 second=1", refused.getMessage());
  }
}
