package duet.lab.stats;

import java.util.Arrays;
import java.util.OptionalInt;
import org.apache.commons.rng.simple.RandomSource;

/** The bootstrap written once more, plainly, and what else could be made of its resamples. */
final class Resampled {
  private final double log;
  private final double standardError;

  /** Sorted: log ratio* − log ratio. */
  private final double[] shifted;

  /** Sorted: each of them over its own standard error, which may be 0. */
  private final double[] studentized;

  private Resampled(double log, double standardError, double[] shifted, double[] studentized) {
    this.log = log;
    this.standardError = standardError;
    this.shifted = shifted;
    this.studentized = studentized;
  }

  static Resampled of(double[] first, double[] second, int resamples, long seed) {
    var log = log(first, second);
    var shifted = new double[resamples];
    var studentized = new double[resamples];
    var firsts = new double[first.length];
    var seconds = new double[first.length];
    var random = RandomSource.XO_SHI_RO_256_PP.create(seed);
    for (int resample = 0; resample < resamples; resample++) {
      for (int i = 0; i < first.length; i++) {
        var block = random.nextInt(first.length);
        firsts[i] = first[block];
        seconds[i] = second[block];
      }
      shifted[resample] = log(firsts, seconds) - log;
      var error = standardError(firsts, seconds);
      studentized[resample] =
          error > 1e-12
              ? shifted[resample] / error
              : Math.copySign(Double.POSITIVE_INFINITY, shifted[resample]);
    }
    Arrays.sort(shifted);
    Arrays.sort(studentized);
    return new Resampled(log, standardError(first, second), shifted, studentized);
  }

  /** Bounds are quantiles of the ratio itself: what most programs print. */
  Judgement percentile(double confidence) {
    return judgement(
        log + lower(shifted, confidence), log + upper(shifted, confidence), confidence);
  }

  /** Each tail of the studentized ratio by itself. */
  Judgement equalTailed(double confidence) {
    return judgement(
        log - standardError * upper(studentized, confidence),
        log - standardError * lower(studentized, confidence),
        confidence);
  }

  /** Both tails together. */
  Judgement symmetric(double confidence) {
    var sizes = Arrays.stream(studentized).map(Math::abs).sorted().toArray();
    var half = sizes[BlockRatio.rank(confidence, sizes.length) - 1] * standardError;
    return judgement(log - half, log + half, confidence);
  }

  private static double upper(double[] sorted, double confidence) {
    return sorted[BlockRatio.rank((1 + confidence) / 2, sorted.length) - 1];
  }

  private static double lower(double[] sorted, double confidence) {
    return sorted[sorted.length - BlockRatio.rank((1 + confidence) / 2, sorted.length)];
  }

  /** A difference is said wherever 1 is left out, whatever the band. */
  private Judgement judgement(double lowLog, double highLog, double confidence) {
    if (Double.isInfinite(highLog - lowLog)) {
      return new Judgement(null, new Verdict.None("unbounded"), 0);
    }
    var estimate = Math.exp(Math.clamp(log, lowLog, highLog));
    var interval = new Interval(estimate, Math.exp(lowLog), Math.exp(highLog), confidence);
    return new Judgement(
        interval,
        interval.excludes(1)
            ? new Verdict.FirstNeedsLess()
            : new Verdict.Inconclusive(OptionalInt.empty()),
        0);
  }

  private static double log(double[] first, double[] second) {
    return Math.log(mean(second) / mean(first));
  }

  private static double standardError(double[] first, double[] second) {
    var blocks = first.length;
    var firstMean = mean(first);
    var secondMean = mean(second);
    var squares = 0.0;
    for (int i = 0; i < blocks; i++) {
      var deviation = second[i] / secondMean - first[i] / firstMean;
      squares += deviation * deviation;
    }
    return Math.sqrt(squares / (blocks * (blocks - 1.0)));
  }

  private static double mean(double[] values) {
    var sum = 0.0;
    for (var value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
