package duet.lab.report;

import duet.lab.sample.Figure;
import java.util.Locale;

/** How numbers are printed: as many digits as they are good for, one way everywhere. */
final class Quantity {
  /** From here on a ratio is said as a multiple. */
  private static final double TWICE = 2;

  private Quantity() {}

  /** Three significant digits, no exponent. */
  static String of(double value) {
    double size = Math.abs(value);
    if (size >= 100) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    if (size >= 10) {
      return String.format(Locale.ROOT, "%.1f", value);
    }
    if (size >= 1 || size == 0) {
      return String.format(Locale.ROOT, "%.2f", value);
    }
    return String.format(Locale.ROOT, size >= 0.0995 ? "%.3f" : "%.4f", value);
  }

  /** With its unit. */
  static String of(double value, Figure figure) {
    String unit = figure.unit();
    return of(value) + (unit.isEmpty() || unit.startsWith("/") ? unit : " " + unit);
  }

  /** A ratio: to a hundredth, and to a thousandth where that says more. */
  static String ratio(double value) {
    return String.format(Locale.ROOT, Math.abs(value - 1) < 0.0995 ? "%.3f" : "%.2f", value);
  }

  /**
   * How much more or less a ratio is: {@code 8.0 % more}, {@code 12 % less}, {@code 2.31 × as
   * much}.
   */
  static String change(double ratio) {
    if (ratio >= TWICE) {
      return ratio(ratio) + " × as much";
    }
    double percent = 100 * Math.abs(ratio - 1);
    return String.format(Locale.ROOT, percent < 9.95 ? "%.1f" : "%.0f", percent)
        + (ratio < 1 ? " % less" : " % more");
  }

  /** The same with what joins it to what it is compared with: {@code 2.31 × as much as}. */
  static String changeFrom(double ratio) {
    return change(ratio) + (ratio >= TWICE ? " as" : " than");
  }

  /** A figure of one trial, a dash where it could not be had. */
  static String orDash(double value) {
    return Double.isFinite(value) ? of(value) : "–";
  }

  static String gibibytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
  }

  /** A share that is not all of it never reads as if it were. */
  static String percent(double share) {
    if (share < 1 && share > 0.99995) {
      return String.format(Locale.ROOT, "%.4f%%", Math.floor(1e6 * share) / 1e4);
    }
    return String.format(Locale.ROOT, "%.2f%%", 100 * share);
  }

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
