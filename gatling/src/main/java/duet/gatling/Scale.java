package duet.gatling;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A logarithmic axis: equal distances are equal ratios.
 *
 * @param low the value at {@code from}; above 0
 * @param high the value at {@code to}; above {@code low}
 * @param from where the axis begins in the picture; may lie beyond {@code to}, as y grows downwards
 */
record Scale(double low, double high, double from, double to) {
  private static final double[] STEPS = {1, 2, 5};

  /** A value smaller by this factor than a step is still that step: powers of ten are not exact. */
  private static final double TOLERANCE = 1e-9;

  Scale {
    if (!(low > 0 && high > low)) {
      throw new IllegalArgumentException("must be 0 < low < high: low=" + low + ", high=" + high);
    }
  }

  /**
   * From the step at or below the least value to the one at or above the greatest: 1, 2, 5, 10, …
   */
  static Scale inSteps(DoubleStream values, double from, double to) {
    var positive = values.filter(value -> value > 0 && Double.isFinite(value)).toArray();
    var least = DoubleStream.of(positive).min().orElse(1);
    var greatest = DoubleStream.of(positive).max().orElse(10);
    var steps = steps(least / 10, greatest * 10);
    var low = steps.stream().filter(step -> step <= least * (1 + TOLERANCE)).toList().getLast();
    var high =
        steps.stream()
            .filter(step -> step > low && step >= greatest * (1 - TOLERANCE))
            .findFirst()
            .orElseThrow();
    return new Scale(low, high, from, to);
  }

  /** Exactly from the least value to the greatest; a lone value stands in the middle. */
  static Scale over(DoubleStream values, double from, double to) {
    var range = values.summaryStatistics();
    return range.getMin() < range.getMax()
        ? new Scale(range.getMin(), range.getMax(), from, to)
        : new Scale(range.getMin() / 2, range.getMax() * 2, from, to);
  }

  /** Where a value lies, to a tenth of a unit, which is finer than any screen. */
  double at(double value) {
    var share = Math.log(value / low) / Math.log(high / low);
    return tenth(from + share * (to - from));
  }

  static double tenth(double coordinate) {
    return Math.rint(coordinate * 10) / 10;
  }

  /** Every 1, 2 and 5 times a power of ten on the axis. */
  List<Double> steps() {
    return steps(low * (1 - TOLERANCE), high * (1 + TOLERANCE));
  }

  double decades() {
    return Math.log10(high / low);
  }

  private static List<Double> steps(double low, double high) {
    var steps = new ArrayList<Double>();
    for (int exponent = (int) Math.floor(Math.log10(low));
        Math.pow(10, exponent) <= high;
        exponent++) {
      for (var step : STEPS) {
        var value = step * Math.pow(10, exponent);
        if (value >= low && value <= high) {
          steps.add(value);
        }
      }
    }
    return steps;
  }
}
