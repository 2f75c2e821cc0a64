package duet.lab.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ProportionTest {

  /** With none of n seen, the bound p is where (1 − p)ⁿ leaves 2.5 %. */
  @Test
  void noneSeenIsNotNever() {
    var interval = new Proportion(0, 10).interval(0.95);
    assertEquals(0, interval.low());
    assertEquals(1 - Math.pow(0.025, 0.1), interval.high(), 1e-9);
  }

  @Test
  void allSeenIsTheMirrorOfNoneSeen() {
    var interval = new Proportion(10, 10).interval(0.95);
    assertEquals(Math.pow(0.025, 0.1), interval.low(), 1e-9);
    assertEquals(1, interval.high());
  }

  /** At either bound, the binomial tail that begins with what was seen is 2.5 %. */
  @Test
  void boundsLeaveTheirTailsOfTheBinomial() {
    var interval = new Proportion(2, 4).interval(0.95);
    var low = interval.low();
    var fewer = Math.pow(1 - low, 4) + 4 * low * Math.pow(1 - low, 3);
    assertEquals(0.975, fewer, 1e-9);
    assertEquals(1 - low, interval.high(), 1e-9);
  }

  @Test
  void moreThanAllIsRefused() {
    var refused = assertThrows(IllegalArgumentException.class, () -> new Proportion(3, 2));
    assertEquals("must be 0 <= count <= of, of >= 1: count=3 of=2", refused.getMessage());
  }
}
