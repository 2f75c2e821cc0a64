package duet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {
  private static final Instant NOW = Instant.parse("2026-07-01T00:00:00Z");
  private static final Instant EXAMPLE = Instant.parse("1994-11-06T08:49:37Z");

  /** The three forms of RFC 9110 §5.6.7, with its own example. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994"
      })
  void allThreeFormsAreRead(String date) {
    assertEquals(Optional.of(EXAMPLE), HttpDate.parse(date, NOW));
  }

  @Test
  void oneFormIsWritten() {
    assertEquals("Sun, 06 Nov 1994 08:49:37 GMT", HttpDate.format(EXAMPLE.plusMillis(999)));
  }

  @Test
  void twoDigitsOfAYearAreNeverMoreThanFiftyYearsAhead() {
    assertEquals(
        Optional.of(Instant.parse("2076-01-01T00:00:00Z")),
        HttpDate.parse("Wednesday, 01-Jan-76 00:00:00 GMT", NOW));
    assertEquals(
        Optional.of(Instant.parse("1977-01-01T00:00:00Z")),
        HttpDate.parse("Saturday, 01-Jan-77 00:00:00 GMT", NOW));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "1994-11-06T08:49:37Z",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 CET",
        "Sun, 31 Nov 1994 08:49:37 GMT",
        "Mon, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:49:37 GMT"
      })
  void whatIsNoDateIsNone(String text) {
    assertEquals(Optional.empty(), HttpDate.parse(text, NOW));
  }
}
