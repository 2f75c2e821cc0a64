package duet.lab.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class MoreTrialsTest {
  private static final double BAND = Math.log1p(0.03);

  /**
   * A standard error of 1 % at ten trials is a spread of √10 %. With normal quantiles, 2 % off
   * needs ((1.96 + 0.84) √10 ÷ 2)² = 19.6 trials; Student's at 21 to 22 trials (2.08) makes it 22.
   */
  @Test
  void aDifferenceIsLeftToBeFound() {
    assertEquals(OptionalInt.of(12), toDecide(ratio(1.02, 0.01), 2.2622));
  }

  /**
   * No difference: the band's log, 2.96 %, is the room, and the spread 2 √10 %: ((1.96 + 0.84) 2
   * √10 ÷ 2.96)² = 35.9 trials; Student's at 38 (2.03) makes it 38.
   */
  @Test
  void equivalenceIsReachedOverTheRoomThatTheBandLeaves() {
    assertEquals(OptionalInt.of(28), toDecide(ratio(1, 0.02), 2.2622));
  }

  @Test
  void oneMoreIsTheLeast() {
    assertEquals(OptionalInt.of(1), toDecide(ratio(1, 0.005), 2.2622));
  }

  @Test
  void moreThanAThousandAreNotCounted() {
    assertEquals(OptionalInt.empty(), toDecide(ratio(1.015, 0.3), 2.2622));
  }

  @Test
  void aLongerReachNeedsMore() {
    var ratio = ratio(1.02, 0.01);
    assertTrue(toDecide(ratio, 3).getAsInt() > toDecide(ratio, 2.2622).getAsInt());
  }

  private static OptionalInt toDecide(BlockRatio ratio, double reach) {
    return MoreTrials.toDecide(ratio, reach, 0.95, BAND);
  }

  /** Ten blocks; half of the second arm's lie 3 standard errors above its mean, half below. */
  private static BlockRatio ratio(double ratio, double standardError) {
    var second = new double[10];
    for (int i = 0; i < second.length; i++) {
      second[i] = ratio * (1 + (i % 2 == 0 ? 3 : -3) * standardError);
    }
    var first = new double[10];
    Arrays.fill(first, 1);
    return new BlockRatio(first, second);
  }
}
