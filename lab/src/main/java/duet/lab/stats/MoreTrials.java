package duet.lab.stats;

import java.util.OptionalInt;
import org.apache.commons.statistics.distribution.TDistribution;

/** How long a comparison would have to be to be decided. */
final class MoreTrials {
  static final int MOST = 1000;

  /** Of the standard normal: what four in five lie below. */
  private static final double FOUR_IN_FIVE = 0.8416;

  private MoreTrials() {}

  /**
   * Trials of each arm beyond those there are, until the interval should leave out 1 or lie within
   * the band, whichever comes first; empty beyond {@value #MOST}. The interval's reach is taken to
   * be Student's, longer by what the resamples said now; that surplus shrinks with the square of
   * the number of trials, as it did in simulation from 5 to 20.
   *
   * @param reach what the interval reaches now, in standard errors
   * @param logBand log of 1 + band
   */
  static OptionalInt toDecide(BlockRatio ratio, double reach, double confidence, double logBand) {
    var trials = ratio.blocks();
    var spread = ratio.standardError() * Math.sqrt(trials);
    var surplus = Math.max(0, reach / student(trials, confidence) - 1);
    var distance = Math.abs(ratio.log());
    var room = Math.max(distance, logBand - distance);
    var few = 0;
    var enough = MOST + 1;
    while (enough - few > 1) {
      var more = (few + enough) / 2;
      var all = trials + more;
      var shrunk = (double) trials / all;
      var then = student(all, confidence) * (1 + surplus * shrunk * shrunk) + FOUR_IN_FIVE;
      if (then * spread / Math.sqrt(all) <= room) {
        enough = more;
      } else {
        few = more;
      }
    }
    return enough > MOST ? OptionalInt.empty() : OptionalInt.of(enough);
  }

  private static double student(int trials, double confidence) {
    return TDistribution.of(trials - 1).inverseSurvivalProbability((1 - confidence) / 2);
  }
}
