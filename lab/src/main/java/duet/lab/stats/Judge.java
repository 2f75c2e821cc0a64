package duet.lab.stats;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Judges two arms by one number for each trial: the ratio of their means with an interval over
 * trials, and a verdict that is read off that interval alone. The method is that of {@link
 * BlockRatio}; a block is a pair of neighbouring trials, one of each arm.
 *
 * <p>All comparisons of a family hold together at {@link #confidence()}: each has an interval at 1
 * − (1 − confidence) ÷ comparisons (Bonferroni), whatever ties the figures to one another.
 *
 * <p>Immutable; the same numbers give the same judgement.
 *
 * @param band difference that does not matter, for example 0.03 for 3 %; in (0, 1)
 * @param confidence of all comparisons together, in [0.5, 1)
 * @param comparisons how many the family has, at least 1
 * @param resamples enough that the interval's bounds lie among them
 */
public record Judge(double band, double confidence, int comparisons, long seed, int resamples) {
  /** Fewer trials of each arm give no interval. */
  public static final int INTERVAL_TRIALS = 3;

  /**
   * An interval that reaches a thousand times as far to either side says nothing: nearly all trials
   * are alike, and many resamples have hardly a spread of their own.
   */
  private static final double UNBOUNDED = Math.log(1000);

  /** Fewer trials of each arm give no verdict. */
  public static final int VERDICT_TRIALS = 5;

  public Judge {
    check(band > 0 && band < 1, "must be in (0, 1): band=", band);
    check(confidence >= 0.5 && confidence < 1, "must be in [0.5, 1): confidence=", confidence);
    check(comparisons >= 1, "must be >= 1: comparisons=", comparisons);
    check(
        BlockRatio.rank(1 - (1 - confidence) / comparisons, resamples) <= resamples,
        "must be more for this confidence: resamples=",
        resamples);
  }

  /** One comparison at 95 % with 10,000 resamples. */
  public static Judge within(double band, long seed) {
    return new Judge(band, 0.95, 1, seed, 10_000);
  }

  /** The same for each of several comparisons that shall hold together. */
  public Judge forFamilyOf(int comparisons) {
    return new Judge(band, confidence, comparisons, seed, resamples);
  }

  /** Of each comparison's interval. */
  public double confidenceOfEach() {
    return 1 - (1 - confidence) / comparisons;
  }

  /**
   * Judges one figure. The trials are those that count, in the order in which they ran: those at
   * one index ran next to each other, which of them first is of no account. A void trial's place is
   * taken by its repetition.
   *
   * @throws IllegalArgumentException if one arm has more trials than the other
   */
  public Judgement judge(double[] first, double[] second) {
    if (first.length != second.length) {
      throw new IllegalArgumentException(
          "must have as many trials: first=" + first.length + " second=" + second.length);
    }
    var trials = first.length;
    if (trials == 0) {
      return none("there are no trials", 0);
    }
    if (trials < INTERVAL_TRIALS) {
      return none(inWords(trials) + " no interval", 0);
    }
    for (var arm : new double[][] {first, second}) {
      var at = withoutRatio(arm);
      if (at.isPresent()) {
        var trial = at.getAsInt();
        return none("no ratio: " + arm[trial] + " in trial " + (trial + 1), 0);
      }
    }
    var ratio = new BlockRatio(first, second);
    var reach = reach(ratio, confidenceOfEach());
    var interval = interval(ratio, reach, confidenceOfEach());
    if (interval == null) {
      return none(whyUnbounded(trials), trials);
    }
    if (trials < VERDICT_TRIALS) {
      var reason = inWords(trials) + " no verdict, " + VERDICT_TRIALS + " would";
      return new Judgement(interval, new Verdict.None(reason), trials);
    }
    return new Judgement(interval, verdict(interval, ratio, reach), trials);
  }

  /** The same of lists. */
  public Judgement judge(List<Double> first, List<Double> second) {
    return judge(Location.array(first), Location.array(second));
  }

  /**
   * The mean of one arm's trials by the same method, at {@link #confidence()}: it describes an arm
   * and compares nothing. Trials are resampled one by one, so drift from trial to trial is not
   * accounted for, as it is in the ratio. Empty where there is no interval.
   */
  public Optional<Interval> mean(double[] values) {
    if (values.length < INTERVAL_TRIALS || withoutRatio(values).isPresent()) {
      return Optional.empty();
    }
    var mean = BlockRatio.toOne(values);
    return Optional.ofNullable(interval(mean, reach(mean, confidence), confidence));
  }

  private double reach(BlockRatio ratio, double ofConfidence) {
    return ratio.hasNoSpread() ? 0 : ratio.reach(ofConfidence, resamples, seed);
  }

  private static @Nullable Interval interval(BlockRatio ratio, double reach, double confidence) {
    var log = ratio.log();
    var half = reach * ratio.standardError();
    return half > UNBOUNDED
        ? null
        : new Interval(Math.exp(log), Math.exp(log - half), Math.exp(log + half), confidence);
  }

  private Verdict verdict(Interval interval, BlockRatio ratio, double reach) {
    if (interval.liesWithin(1 / (1 + band), 1 + band)) {
      return new Verdict.Equivalent(band);
    }
    if (interval.excludes(1)) {
      return interval.low() > 1 ? new Verdict.FirstNeedsLess() : new Verdict.SecondNeedsLess();
    }
    return new Verdict.Inconclusive(
        MoreTrials.toDecide(ratio, reach, confidenceOfEach(), Math.log1p(band)));
  }

  /**
   * Of n blocks, one resample in nⁿ⁻¹ draws a single one n times and has no spread of its own.
   * Twice that, since how many do varies with the seed.
   */
  private String whyUnbounded(int trials) {
    var tooFew = 2 * Math.pow(trials, 1.0 - trials) >= 1 - confidenceOfEach();
    var what = tooFew ? inWords(trials) : "too many trials are alike: they give";
    var percent = BigDecimal.valueOf(100 * confidenceOfEach()).round(new MathContext(4));
    return what
        + " no bounded interval at "
        + percent.stripTrailingZeros().toPlainString()
        + " % confidence";
  }

  private static String inWords(int trials) {
    return switch (trials) {
      case 1 -> "one trial gives";
      case 2 -> "two trials give";
      case 3 -> "three trials give";
      case 4 -> "four trials give";
      default -> trials + " trials give";
    };
  }

  private static OptionalInt withoutRatio(double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!(values[i] > 0) || Double.isInfinite(values[i])) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  private static Judgement none(String reason, int blocks) {
    return new Judgement(null, new Verdict.None(reason), blocks);
  }

  private static void check(boolean holds, String rule, Number value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + value);
    }
  }
}
