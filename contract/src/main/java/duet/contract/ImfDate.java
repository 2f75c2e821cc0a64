package duet.contract;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;

/**
 * The one form of a date that a server may write: IMF-fixdate, always 29 characters with a day of
 * two digits (RFC 9110 §5.6.7). Java's own {@code RFC_1123_DATE_TIME} reads and writes days of one
 * digit.
 */
final class ImfDate {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
          .withResolverStyle(ResolverStyle.STRICT)
          .withZone(ZoneOffset.UTC);

  private ImfDate() {}

  /**
   * @throws DateTimeParseException for any other form, and for a weekday that is not the date's
   */
  static Instant parse(String text) {
    return FORMAT.parse(text, Instant::from);
  }
}
