package duet.lab.trust;

import duet.lab.stats.Interval;
import duet.lab.stats.Proportion;
import java.util.Locale;

/**
 * How often something happened, as it is kept.
 *
 * @param rate {@code count ÷ of}
 * @param low of its 95 % interval (Clopper and Pearson)
 * @param high likewise
 */
public record Share(int count, int of, double rate, double low, double high) {
  private static final double CONFIDENCE = 0.95;

  static Share of(Proportion proportion) {
    Interval interval = proportion.interval(CONFIDENCE);
    return new Share(
        proportion.count(), proportion.of(), proportion.rate(), interval.low(), interval.high());
  }

  /** A head of a table for what {@link #inPercent()} says. */
  static String head(String what) {
    return what + ", % [95% CI]";
  }

  /** {@code 5.1 [4.6, 5.7]}. */
  String inPercent() {
    return String.format(Locale.ROOT, "%.1f [%.1f, %.1f]", 100 * rate, 100 * low, 100 * high);
  }
}
