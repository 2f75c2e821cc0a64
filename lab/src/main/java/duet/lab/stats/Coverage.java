package duet.lab.stats;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * How often a judge finds a difference, and how often its interval leaves out the true ratio, over
 * simulated comparisons. Of arms that do not differ the first are its false alarms.
 *
 * @param differences verdicts that one arm needs less
 * @param misses intervals that leave out the true ratio; no interval misses nothing
 */
public record Coverage(Proportion differences, Proportion misses) {

  /** What is judged: trials of two arms in ABBA order. */
  @FunctionalInterface
  interface Method {
    Judgement judge(double[] first, double[] second);
  }

  /** One method for each comparison, so that comparisons do not share their resamples. */
  @FunctionalInterface
  interface Methods {
    Method seeded(long seed);
  }

  /**
   * Simulates log-normal trials of two arms in ABBA order.
   *
   * @param spread of the log of a trial, before the noise shapes it: 0.02 for about 2 %
   * @param ratio true mean of the second ÷ mean of the first
   * @param judge its seed is that of the whole simulation; comparisons take some microseconds for
   *     each hundred of its resamples
   */
  public static Coverage simulate(
      Noise noise, double spread, int trials, double ratio, int comparisons, Judge judge) {
    return simulate(
        noise,
        spread,
        trials,
        ratio,
        comparisons,
        judge.seed(),
        seed ->
            new Judge(
                    judge.band(), judge.confidence(), judge.comparisons(), seed, judge.resamples())
                ::judge);
  }

  static Coverage simulate(
      Noise noise,
      double spread,
      int trials,
      double ratio,
      int comparisons,
      long seed,
      Methods methods) {
    var random = RandomSource.XO_SHI_RO_256_PP.create(seed);
    var differences = 0;
    var misses = 0;
    for (int i = 0; i < comparisons; i++) {
      var arms = run(noise, spread, trials, ratio, random);
      var judgement = methods.seeded(random.nextLong()).judge(arms[0], arms[1]);
      differences += isDifference(judgement.verdict()) ? 1 : 0;
      var interval = judgement.ratio();
      misses += interval != null && interval.excludes(ratio) ? 1 : 0;
    }
    return new Coverage(
        new Proportion(differences, comparisons), new Proportion(misses, comparisons));
  }

  private static double[][] run(
      Noise noise, double spread, int trials, double ratio, UniformRandomProvider random) {
    var logs = new double[2 * trials];
    var normal = ZigguratSampler.NormalizedGaussian.of(random);
    for (int i = 0; i < logs.length; i++) {
      logs[i] = normal.sample();
    }
    noise.shape(logs, random);
    var first = new double[trials];
    var second = new double[trials];
    for (int i = 0; i < trials; i++) {
      first[i] = Math.exp(spread * logs[2 * i + i % 2]);
      second[i] = ratio * Math.exp(spread * logs[2 * i + 1 - i % 2]);
    }
    return new double[][] {first, second};
  }

  private static boolean isDifference(Verdict verdict) {
    return switch (verdict) {
      case Verdict.FirstNeedsLess _, Verdict.SecondNeedsLess _ -> true;
      case Verdict.Equivalent _, Verdict.Inconclusive _, Verdict.None _ -> false;
    };
  }
}
