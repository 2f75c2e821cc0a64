package duet.lab.stats;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * How many of independent tries came out one way, such as false alarms among comparisons. Of tries
 * that share trials the interval is too short; say so beside it.
 *
 * @param count at most {@code of}
 * @param of at least 1
 */
public record Proportion(int count, int of) {
  public Proportion {
    if (!(of >= 1 && count >= 0 && count <= of)) {
      throw new IllegalArgumentException(
          "must be 0 <= count <= of, of >= 1: count=" + count + " of=" + of);
    }
  }

  /** In [0, 1]. */
  public double rate() {
    return (double) count / of;
  }

  /**
   * The exact interval of Clopper and Pearson (<i>Biometrika</i> 26, 1934), which never claims more
   * than its confidence.
   */
  public Interval interval(double confidence) {
    var tail = (1 - confidence) / 2;
    var low =
        count == 0
            ? 0
            : BetaDistribution.of(count, of - count + 1).inverseCumulativeProbability(tail);
    var high =
        count == of
            ? 1
            : BetaDistribution.of(count + 1, of - count).inverseSurvivalProbability(tail);
    return new Interval(rate(), low, high, confidence);
  }
}
