package duet.gatling;

import java.util.Locale;

/**
 * How numbers are written in one kind of output, always in {@link Locale#ROOT}.
 *
 * @param absent what stands where there is no figure: NaN, Infinity, or nothing answered
 * @param about what stands before a figure that was put together rather than measured
 * @param grouping whether numbers of five digits and more carry a comma at the thousands
 */
record Quantity(String absent, String about, boolean grouping) {
  /** For files that programs read: an empty cell, digits and a point. */
  static final Quantity FILE = new Quantity("", "", false);

  /** For terminals, of which some show ASCII alone. */
  static final Quantity CONSOLE = new Quantity("-", "~", false);

  static final Quantity PAGE = new Quantity("–", "≈", true);

  private static final double FIVE_DIGITS = 10_000;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double BYTES_PER_GIB = 1L << 30;

  String count(long value) {
    return fixed((double) value, 0);
  }

  /** With exactly so many decimals, rounded half up. */
  String fixed(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return absent;
    }
    var comma = grouping && Math.abs(value) >= FIVE_DIGITS ? "," : "";
    return String.format(Locale.ROOT, "%" + comma + "." + decimals + "f", value);
  }

  /**
   * Milliseconds with three decimals, as the files hold them; absent for a row without an answer.
   */
  String exactMillis(Row row, long nanos) {
    return row.answered() ? fixed(nanos / NANOS_PER_MILLI, 3) : absent;
  }

  /**
   * Milliseconds in three significant digits, as people read them; absent for a row without an
   * answer.
   */
  String millis(Row row, long nanos) {
    return row.answered() ? brief(nanos / NANOS_PER_MILLI) : absent;
  }

  /** Three significant digits, but never an integer digit less: 0.123, 1.23, 12.3, 123, 1234. */
  String brief(double value) {
    var size = Math.abs(value);
    // The bounds are where rounding would bring a digit more: 9.996 is 10.0, not 10.00.
    return fixed(value, size < 0.9995 ? 3 : size < 9.995 ? 2 : size < 99.95 ? 1 : 0);
  }

  String gibibytes(long bytes) {
    return fixed(bytes / BYTES_PER_GIB, 1) + " GiB";
  }

  /** The count and its noun, which takes a plain plural s. */
  String count(long value, String noun) {
    return count(value) + " " + noun + (value == 1 ? "" : "s");
  }
}
