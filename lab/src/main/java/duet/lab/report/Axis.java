package duet.lab.report;

import duet.lab.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * Where a number lies on an axis, as a share of its length, and where its ticks are.
 *
 * @param low value at 0
 * @param high value at 1; above {@code low}
 * @param logarithmic whether equal distances are equal ratios; then {@code low} is above 0
 */
record Axis(double low, double high, boolean logarithmic, List<Tick> ticks) {
  /** Ratios beyond this, or below its inverse, are drawn at the edge: they would squeeze others. */
  private static final double FARTHEST_RATIO = 4;

  private static final double[] RATIO_STEPS = {0.01, 0.02, 0.05, 0.1, 0.2};
  private static final double[] WIDE_RATIOS = {0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4};
  private static final int MOST_RATIOS = 9;
  private static final double[] ROUND = {1, 2, 5};

  /** A value smaller by this factor than a step is still that step: powers of ten are not exact. */
  private static final double TOLERANCE = 1e-9;

  /**
   * @param share of the axis, 0..1
   * @param label empty for a line alone
   */
  record Tick(double share, String label) {
    double percent() {
      return hundredth(100 * share);
    }
  }

  Axis {
    if (!(high > low) || (logarithmic && low <= 0)) {
      throw new IllegalArgumentException("must be low < high: low=" + low + " high=" + high);
    }
    ticks = List.copyOf(ticks);
  }

  /** Of the axis, 0..1; what lies beyond an end is at that end. */
  double share(double value) {
    double share =
        logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    return Math.clamp(share, 0, 1);
  }

  /** As {@link #share}, to a hundredth of a percent, which is finer than any screen. */
  double percent(double value) {
    return hundredth(100 * share(value));
  }

  /** For an axis that grows upwards in a picture that grows downwards. */
  double down(double value, double top, double height) {
    return hundredth(top + (1 - share(value)) * height);
  }

  static double hundredth(double coordinate) {
    return Math.rint(coordinate * 100) / 100;
  }

  private Axis withTicks(List<Tick> others) {
    return new Axis(low, high, logarithmic, others);
  }

  private Axis withTicks(DoubleStream values, int decimals) {
    return withTicks(
        values
            .mapToObj(
                value ->
                    new Tick(
                        share(value), String.format(Locale.ROOT, "%,." + decimals + "f", value)))
            .toList());
  }

  /** Logarithmic, with 1 in the middle. */
  static Axis ofRatios(List<Interval> ratios, double band) {
    double farthest =
        ratios.stream()
            .mapToDouble(ratio -> Math.max(-Math.log(ratio.low()), Math.log(ratio.high())))
            .max()
            .orElse(0);
    double reach =
        Math.min(Math.log(FARTHEST_RATIO), Math.max(1.05 * farthest, 2 * Math.log1p(band)));
    var axis = new Axis(Math.exp(-reach), Math.exp(reach), true, List.of());
    for (double step : RATIO_STEPS) {
      double[] ticks = multiples(step, axis.low, axis.high);
      if (ticks.length <= MOST_RATIOS) {
        return axis.withTicks(DoubleStream.of(ticks), step < 0.1 ? 2 : 1);
      }
    }
    return axis.withTicks(
        DoubleStream.of(WIDE_RATIOS)
            .filter(
                ratio ->
                    ratio >= axis.low * (1 - TOLERANCE) && ratio <= axis.high * (1 + TOLERANCE)),
        2);
  }

  /** Linear, as wide as the values; finite ones count. */
  static Axis around(DoubleStream values) {
    var range = values.filter(Double::isFinite).summaryStatistics();
    if (range.getCount() == 0) {
      return new Axis(0, 1, false, List.of());
    }
    double spread = range.getMax() - range.getMin();
    double pad = spread > 0 ? 0.08 * spread : Math.max(0.05 * Math.abs(range.getMax()), 1e-6);
    double low = range.getMin() - pad;
    return linear(range.getMin() >= 0 ? Math.max(0, low) : low, range.getMax() + pad);
  }

  /** Linear, from 0. */
  static Axis fromZero(double greatest) {
    return linear(0, greatest > 0 ? 1.02 * greatest : 1);
  }

  private static Axis linear(double low, double high) {
    double rough = (high - low) / 6;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = 10 * power;
    for (double round : ROUND) {
      if (round * power >= rough * (1 - TOLERANCE)) {
        step = round * power;
        break;
      }
    }
    int decimals = (int) Math.clamp(-Math.floor(Math.log10(step) + TOLERANCE), 0, 9);
    return new Axis(low, high, false, List.of())
        .withTicks(DoubleStream.of(multiples(step, low, high)), decimals);
  }

  private static double[] multiples(double step, double low, double high) {
    long from = (long) Math.ceil(low / step - TOLERANCE);
    long to = (long) Math.floor(high / step + TOLERANCE);
    return LongStream.rangeClosed(from, to).mapToDouble(multiple -> multiple * step).toArray();
  }

  /** Logarithmic, from a 1, 2 or 5 times a power of ten to another. */
  static Axis inDecades(double least, double greatest) {
    List<Double> around = steps(least / 10, greatest * 10);
    double low = around.stream().filter(step -> step <= least * (1 + TOLERANCE)).toList().getLast();
    double high =
        around.stream()
            .filter(step -> step > low && step >= greatest * (1 - TOLERANCE))
            .findFirst()
            .orElseThrow();
    var axis = new Axis(low, high, true, List.of());
    boolean few = Math.log10(high / low) < 3.1;
    var ticks = new ArrayList<Tick>();
    for (double step : steps(low * (1 - TOLERANCE), high * (1 + TOLERANCE))) {
      double exponent = Math.log10(step);
      boolean labelled = few || Math.abs(exponent - Math.rint(exponent)) < 1e-6;
      int decimals = Math.max(0, (int) -Math.floor(exponent + 1e-6));
      ticks.add(
          new Tick(
              axis.share(step),
              labelled ? String.format(Locale.ROOT, "%,." + decimals + "f", step) : ""));
    }
    return axis.withTicks(ticks);
  }

  private static List<Double> steps(double low, double high) {
    var steps = new ArrayList<Double>();
    for (int exponent = (int) Math.floor(Math.log10(low));
        Math.pow(10, exponent) <= high;
        exponent++) {
      for (double round : ROUND) {
        double value = round * Math.pow(10, exponent);
        if (value >= low && value <= high) {
          steps.add(value);
        }
      }
    }
    return steps;
  }
}
