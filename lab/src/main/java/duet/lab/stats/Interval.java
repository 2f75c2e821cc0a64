package duet.lab.stats;

/**
 * An estimate between the bounds of its confidence interval, all finite and in the estimate's own
 * unit.
 *
 * @param confidence how often such intervals hold the true value, in (0, 1)
 */
public record Interval(double estimate, double low, double high, double confidence) {
  public Interval {
    if (!(low <= estimate && estimate <= high) || Double.isInfinite(high - low)) {
      throw new IllegalArgumentException(
          "must be finite and in order: low=" + low + " estimate=" + estimate + " high=" + high);
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException("must be in (0, 1): confidence=" + confidence);
    }
  }

  /** Whether {@code value} lies outside; a bound itself belongs to the interval. */
  public boolean excludes(double value) {
    return value < low || value > high;
  }

  /** Whether no part of it lies outside {@code [from, to]}. */
  public boolean liesWithin(double from, double to) {
    return low >= from && high <= to;
  }
}
