package duet.service;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Dates of RFC 9110 §5.6.7: written as IMF-fixdate, read in all three forms. Pure functions.
 *
 * <p>The day of the month always has two digits; {@link DateTimeFormatter#RFC_1123_DATE_TIME}
 * writes one on the first nine days.
 */
final class HttpDate {
  private static final DateTimeFormatter IMF_FIXDATE =
      strict("EEE, dd MMM uuuu HH:mm:ss 'GMT'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter ASCTIME = strict("EEE MMM ppd HH:mm:ss uuuu");

  private HttpDate() {}

  static String format(Instant instant) {
    return IMF_FIXDATE.format(instant);
  }

  /**
   * Reads a date; empty where the text is none.
   *
   * @param now tells the century of a year with two digits: a date more than 50 years ahead is past
   */
  static Optional<Instant> parse(String text, Instant now) {
    for (var form : List.of(IMF_FIXDATE, rfc850(now), ASCTIME)) {
      try {
        return Optional.of(LocalDateTime.parse(text, form).toInstant(ZoneOffset.UTC));
      } catch (DateTimeException _) {
        // Perhaps the next form is meant.
      }
    }
    return Optional.empty();
  }

  private static DateTimeFormatter rfc850(Instant now) {
    return new DateTimeFormatterBuilder()
        .appendPattern("EEEE, dd-MMM-")
        .appendValueReduced(
            ChronoField.YEAR, 2, 2, now.atOffset(ZoneOffset.UTC).toLocalDate().minusYears(49))
        .appendPattern(" HH:mm:ss 'GMT'")
        .toFormatter(Locale.US)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  private static DateTimeFormatter strict(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.US).withResolverStyle(ResolverStyle.STRICT);
  }
}
