package duet.lab.stats;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.apache.commons.rng.simple.RandomSource;

/**
 * The log of a ratio of means over blocks, its standard error, and how many standard errors an
 * interval must reach to both sides.
 *
 * <p>The standard error is that of the delta method for a ratio of means (Cochran, <i>Sampling
 * Techniques</i>, 3rd edition, §6.4; for means also the infinitesimal jackknife): with uᵢ = secondᵢ
 * ÷ mean(second) − firstᵢ ÷ mean(first), it is √(Σuᵢ² ÷ (n (n − 1))). The reach is the quantile of
 * |T*| = |log ratio* − log ratio| ÷ standard error* over resamples of blocks: Hall's symmetric
 * interval (<i>On symmetric bootstrap confidence intervals</i>, JRSS B 50, 1988), a studentized
 * bootstrap (Davison and Hinkley, <i>Bootstrap Methods and their Application</i>, §2.4) that takes
 * both tails together. With each tail by itself, one outlier among ten trials gave 8 % false
 * alarms.
 *
 * <p>A resample of blocks that are all alike has no standard error. Its |T*| is infinite, and not
 * left out: among few blocks there are many such, and leaving them out makes the interval too
 * short. Where they are more than the confidence allows there is no bounded interval.
 *
 * <p>Immutable.
 */
final class BlockRatio {
  /** Relative; what is smaller comes of rounding. */
  private static final double ROUNDING = 1e-12;

  /** Multiples of the mean of their arm. */
  private final double[] first;

  private final double[] second;
  private final double log;
  private final double standardError;

  /**
   * @param first one value for each block, positive; {@code second} likewise, in the same order
   * @throws IllegalArgumentException if there are fewer than two blocks, or not as many in both
   */
  BlockRatio(double[] first, double[] second) {
    if (first.length != second.length || first.length < 2) {
      throw new IllegalArgumentException(
          "must be as many, and at least 2: first=" + first.length + " second=" + second.length);
    }
    var firstMean = Location.mean(first);
    var secondMean = Location.mean(second);
    this.first = Arrays.stream(first).map(value -> value / firstMean).toArray();
    this.second = Arrays.stream(second).map(value -> value / secondMean).toArray();
    log = Math.log(secondMean / firstMean);
    var squares = 0.0;
    for (int i = 0; i < first.length; i++) {
      squares += square(this.second[i] - this.first[i]);
    }
    standardError = Math.sqrt(squares / unbiased());
  }

  /** The mean of {@code values} as a ratio to 1, each value a block. */
  static BlockRatio toOne(double[] values) {
    return new BlockRatio(DoubleStream.generate(() -> 1).limit(values.length).toArray(), values);
  }

  int blocks() {
    return first.length;
  }

  double log() {
    return log;
  }

  /** Of {@link #log()}. */
  double standardError() {
    return standardError;
  }

  /** Whether all blocks have the same ratio, so that there is nothing to resample. */
  boolean hasNoSpread() {
    return standardError <= ROUNDING;
  }

  /**
   * The quantile of |T*|, in standard errors; infinite where the resamples without a standard error
   * are more than the confidence leaves out.
   *
   * @param seed of XoShiRo256++; the same seed draws the same blocks
   */
  double reach(double confidence, int resamples, long seed) {
    var random = RandomSource.XO_SHI_RO_256_PP.create(seed);
    var blocks = blocks();
    var drawn = new int[blocks];
    var sizes = new double[resamples];
    for (int resample = 0; resample < resamples; resample++) {
      var firstSum = 0.0;
      var secondSum = 0.0;
      for (int i = 0; i < blocks; i++) {
        var block = random.nextInt(blocks);
        drawn[i] = block;
        firstSum += first[block];
        secondSum += second[block];
      }
      var perFirst = blocks / firstSum;
      var perSecond = blocks / secondSum;
      var squares = 0.0;
      for (var block : drawn) {
        squares += square(second[block] * perSecond - first[block] * perFirst);
      }
      sizes[resample] =
          studentized(Math.abs(Math.log(secondSum / firstSum)), Math.sqrt(squares / unbiased()));
    }
    Arrays.sort(sizes);
    return sizes[rank(confidence, resamples) - 1];
  }

  private static double studentized(double distance, double error) {
    if (error > ROUNDING) {
      return distance / error;
    }
    return distance > ROUNDING ? Double.POSITIVE_INFINITY : 0;
  }

  /** Counted from 1 (Davison and Hinkley, §2.4); above {@code resamples} where they are too few. */
  static int rank(double confidence, int resamples) {
    return (int) Math.ceil(confidence * (resamples + 1.0) - 1e-9);
  }

  private double unbiased() {
    return blocks() * (blocks() - 1.0);
  }

  private static double square(double value) {
    return value * value;
  }
}
