package duet.lab.stats;

import java.util.Arrays;
import java.util.List;

/** Where the middle of some numbers is. */
public final class Location {
  private Location() {}

  /** NaN of none. */
  public static double mean(List<Double> values) {
    return mean(array(values));
  }

  /** NaN of none. */
  public static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  /** Of any order; NaN of none. */
  public static double median(List<Double> values) {
    return median(array(values));
  }

  /** Of any order; NaN of none. */
  public static double median(double[] values) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
