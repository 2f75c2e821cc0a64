package duet.lab.trust;

import duet.lab.stats.Interval;
import duet.lab.stats.Judge;
import duet.lab.stats.Judgement;
import duet.lab.stats.Location;
import duet.lab.stats.Proportion;
import duet.lab.stats.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Many small comparisons drawn from the pairs of one long one, each judged as any comparison is.
 * Within a shuffle the comparisons are disjoint; those of different shuffles share trials.
 *
 * @param pairs of each comparison, at least 1
 * @param shuffles of the recorded pairs, at least 1
 * @param seed of shuffles, tosses and resamples
 */
public record Draws(int pairs, int shuffles, long seed) {
  /** Checks. */
  public Draws {
    if (pairs < 1 || shuffles < 1) {
      throw new IllegalArgumentException(
          "must be >= 1: pairs=%d shuffles=%d".formatted(pairs, shuffles));
    }
  }

  /**
   * What the comparisons said.
   *
   * @param found verdicts that one arm needs less
   * @param right of all, those that found a difference and name the arm that truly needs less;
   *     where none does, none is
   * @param apart intervals that leave out 1, whatever the band makes of them
   * @param misses intervals that leave out the true ratio
   * @param foundInOneShuffle {@code found} of the first shuffle alone, which shares no trials
   * @param missesInOneShuffle {@code misses} likewise
   * @param intervals comparisons that have an interval; the numbers below are theirs, NaN if none
   * @param median of the estimated ratios
   * @param least of these
   * @param greatest of these
   * @param medianHalfWidth of the intervals, on the log scale: 0.02 for about ± 2 %
   */
  public record Said(
      Proportion found,
      Proportion right,
      Proportion apart,
      Proportion misses,
      Proportion foundInOneShuffle,
      Proportion missesInOneShuffle,
      int intervals,
      double median,
      double least,
      double greatest,
      double medianHalfWidth) {}

  /** Of one arm against itself: in each pair a coin decides which trial is whose. */
  public Said ofNothing(double[] first, double[] second, Judge judge) {
    return ofNothing(first, second, judge, Judging.NUMBERS);
  }

  /** The same, judged otherwise. */
  public Said ofNothing(double[] first, double[] second, Judge judge, Judging judging) {
    return ofDifference(first, second, judge, judging, 1);
  }

  /**
   * The same, and the trials that are then called the second arm's are multiplied by this: as if it
   * needed so much more.
   */
  public Said ofDifference(double[] first, double[] second, Judge judge, double ratio) {
    return ofDifference(first, second, judge, Judging.NUMBERS, ratio);
  }

  /** The same, judged otherwise. */
  public Said ofDifference(
      double[] first, double[] second, Judge judge, Judging judging, double ratio) {
    check(first, second);
    return draw(
        first.length,
        ratio,
        (drawn, random) -> {
          Judge seeded = seeded(judge, random);
          double[] a = picked(first, drawn);
          double[] b = picked(second, drawn);
          boolean[] swapped = new boolean[pairs];
          for (int i = 0; i < pairs; i++) {
            swapped[i] = random.nextBoolean();
            if (swapped[i]) {
              double other = a[i];
              a[i] = b[i];
              b[i] = other;
            }
            b[i] *= ratio;
          }
          return judging.of(seeded, a, b, drawn, swapped);
        });
  }

  /**
   * Of two arms, each trial that of its own arm.
   *
   * @param ratio what second ÷ first truly is
   */
  public Said of(double[] first, double[] second, Judge judge, double ratio) {
    return of(first, second, judge, Judging.NUMBERS, ratio);
  }

  /** The same, judged otherwise. */
  public Said of(double[] first, double[] second, Judge judge, Judging judging, double ratio) {
    check(first, second);
    return draw(
        first.length,
        ratio,
        (drawn, random) ->
            judging.of(
                seeded(judge, random),
                picked(first, drawn),
                picked(second, drawn),
                drawn,
                new boolean[drawn.length]));
  }

  private void check(double[] first, double[] second) {
    if (first.length != second.length || first.length < pairs) {
      throw new IllegalArgumentException(
          "must be as many, and %d at least: first=%d second=%d"
              .formatted(pairs, first.length, second.length));
    }
  }

  /** What is made of the pairs that were drawn, by their indices. */
  private interface Comparison {
    Judgement of(int[] drawn, UniformRandomProvider random);
  }

  private Said draw(int recorded, double ratio, Comparison comparison) {
    var random = RandomSource.XO_SHI_RO_256_PP.create(seed);
    var all = new Count(ratio);
    var one = new Count(ratio);
    for (int shuffle = 0; shuffle < shuffles; shuffle++) {
      int[] order = PermutationSampler.natural(recorded);
      PermutationSampler.shuffle(random, order);
      for (int begin = 0; begin + pairs <= recorded; begin += pairs) {
        Judgement judgement =
            comparison.of(Arrays.copyOfRange(order, begin, begin + pairs), random);
        all.add(judgement);
        if (shuffle == 0) {
          one.add(judgement);
        }
      }
    }
    return all.said(one);
  }

  private static double[] picked(double[] values, int[] at) {
    return Arrays.stream(at).mapToDouble(index -> values[index]).toArray();
  }

  /** Comparisons do not share their resamples. */
  private static Judge seeded(Judge judge, UniformRandomProvider random) {
    return new Judge(
        judge.band(),
        judge.confidence(),
        judge.comparisons(),
        random.nextLong(),
        judge.resamples());
  }

  private static final class Count {
    private final double ratio;
    private final List<Double> estimates = new ArrayList<>();
    private final List<Double> halfWidths = new ArrayList<>();
    private int comparisons;
    private int found;
    private int right;
    private int apart;
    private int misses;

    Count(double ratio) {
      this.ratio = ratio;
    }

    void add(Judgement judgement) {
      comparisons++;
      switch (judgement.verdict()) {
        case Verdict.FirstNeedsLess _ -> {
          found++;
          right += ratio > 1 ? 1 : 0;
        }
        case Verdict.SecondNeedsLess _ -> {
          found++;
          right += ratio < 1 ? 1 : 0;
        }
        case Verdict.Equivalent _, Verdict.Inconclusive _, Verdict.None _ -> {
          // no difference was found
        }
      }
      Interval interval = judgement.ratio();
      if (interval != null) {
        apart += interval.excludes(1) ? 1 : 0;
        misses += interval.excludes(ratio) ? 1 : 0;
        estimates.add(interval.estimate());
        halfWidths.add(Math.log(interval.high() / interval.low()) / 2);
      }
    }

    Said said(Count oneShuffle) {
      double[] sorted = estimates.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      return new Said(
          new Proportion(found, comparisons),
          new Proportion(right, comparisons),
          new Proportion(apart, comparisons),
          new Proportion(misses, comparisons),
          new Proportion(oneShuffle.found, oneShuffle.comparisons),
          new Proportion(oneShuffle.misses, oneShuffle.comparisons),
          sorted.length,
          Location.median(sorted),
          sorted.length == 0 ? Double.NaN : sorted[0],
          sorted.length == 0 ? Double.NaN : sorted[sorted.length - 1],
          Location.median(halfWidths));
    }
  }
}
