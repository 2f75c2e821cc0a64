package duet.service;

import static duet.service.Validators.Outcome.NOT_MODIFIED;
import static duet.service.Validators.Outcome.PRECONDITION_FAILED;
import static duet.service.Validators.Outcome.PROCEED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValidatorsTest {
  private static final Instant CHANGED = Instant.parse("1994-11-06T08:49:37.5Z");
  private static final String DATE = "Sun, 06 Nov 1994 08:49:37 GMT";
  private static final String EARLIER = "Sun, 06 Nov 1994 08:49:36 GMT";
  private static final String LATER = "Sun, 06 Nov 1994 08:49:38 GMT";
  private static final Validators FILE =
      Validators.of(26, FileTime.from(CHANGED), CHANGED.plusSeconds(60));
  private static final String TAG = FILE.etag();

  @Test
  void theTagTellsSizesAndTimesApart() {
    assertEquals("\"1a-ae1b981da166f00\"", TAG);
    for (var other :
        List.of(
            Validators.of(27, FileTime.from(CHANGED), CHANGED),
            Validators.of(26, FileTime.from(CHANGED.plusNanos(1)), CHANGED))) {
      assertNotEquals(TAG, other.etag());
    }
  }

  @Test
  void lastModifiedIsNeitherInTheFutureNorBeforeTheEpoch() {
    assertEquals(DATE, FILE.lastModifiedField());
    Instant before = CHANGED.minusSeconds(1);
    assertEquals(EARLIER, Validators.of(26, FileTime.from(CHANGED), before).lastModifiedField());
    assertEquals(
        "Thu, 01 Jan 1970 00:00:00 GMT",
        Validators.of(26, FileTime.fromMillis(-5_000_000_000L), CHANGED).lastModifiedField());
  }

  @Test
  void ifMatchComparesStrongly() {
    assertEquals(PROCEED, outcome("If-Match", TAG));
    assertEquals(PROCEED, outcome("If-Match", "*"));
    assertEquals(PROCEED, outcome("If-Match", "\"x\" , " + TAG));
    assertEquals(PRECONDITION_FAILED, outcome("If-Match", "W/" + TAG));
    assertEquals(PRECONDITION_FAILED, outcome("If-Match", "\"x\""));
    assertEquals(PRECONDITION_FAILED, outcome("If-Match", ""));
    assertEquals(PRECONDITION_FAILED, outcome("If-Match", "\"x " + TAG));
  }

  @Test
  void ifUnmodifiedSinceComparesSeconds() {
    assertEquals(PROCEED, outcome("If-Unmodified-Since", DATE));
    assertEquals(PROCEED, outcome("If-Unmodified-Since", LATER));
    assertEquals(PROCEED, outcome("If-Unmodified-Since", "never"));
    assertEquals(PRECONDITION_FAILED, outcome("If-Unmodified-Since", EARLIER));
  }

  @Test
  void ifNoneMatchComparesWeakly() {
    assertEquals(NOT_MODIFIED, outcome("If-None-Match", TAG));
    assertEquals(NOT_MODIFIED, outcome("If-None-Match", "W/" + TAG));
    assertEquals(NOT_MODIFIED, outcome("If-None-Match", " * "));
    assertEquals(NOT_MODIFIED, outcome("If-None-Match", ",\"a,b\",, " + TAG));
    assertEquals(PROCEED, outcome("If-None-Match", "\"a," + TAG + "\""));
    assertEquals(PROCEED, outcome("If-None-Match", "w/" + TAG));
    assertEquals(PROCEED, outcome("If-None-Match", TAG.replace("\"", "")));
  }

  @Test
  void ifModifiedSinceComparesSeconds() {
    assertEquals(NOT_MODIFIED, outcome("If-Modified-Since", DATE));
    assertEquals(NOT_MODIFIED, outcome("If-Modified-Since", LATER));
    assertEquals(PROCEED, outcome("If-Modified-Since", EARLIER));
    assertEquals(PROCEED, outcome("If-Modified-Since", ""));
  }

  /** RFC 9110 §13.2.2. */
  @Test
  void tagsGoBeforeDatesAndMatchesBeforeMisses() {
    assertEquals(PROCEED, outcome(Map.of("If-Match", TAG, "If-Unmodified-Since", EARLIER)));
    assertEquals(PROCEED, outcome(Map.of("If-None-Match", "\"x\"", "If-Modified-Since", LATER)));
    assertEquals(PRECONDITION_FAILED, outcome(Map.of("If-Match", "\"x\"", "If-None-Match", TAG)));
    assertEquals(NOT_MODIFIED, outcome(Map.of("If-Match", TAG, "If-None-Match", TAG)));
  }

  @Test
  void severalLinesAreOneListAndSeveralDatesAreNone() {
    assertEquals(
        NOT_MODIFIED,
        FILE.outcome(name -> name.equals("If-None-Match") ? List.of("\"x\"", TAG) : List.of()));
    assertEquals(
        PROCEED,
        FILE.outcome(name -> name.equals("If-Modified-Since") ? List.of(LATER, LATER) : List.of()));
  }

  @Test
  void ifRangeComparesStrongly() {
    assertEquals(true, FILE.rangeApplies(List.of()));
    assertEquals(true, FILE.rangeApplies(List.of(TAG)));
    assertEquals(true, FILE.rangeApplies(List.of(DATE)));
    assertEquals(false, FILE.rangeApplies(List.of("W/" + TAG)));
    assertEquals(false, FILE.rangeApplies(List.of(LATER)));
    assertEquals(false, FILE.rangeApplies(List.of(TAG, TAG)));
    var fresh = Validators.of(26, FileTime.from(CHANGED), CHANGED.plusMillis(400));
    assertEquals(false, fresh.rangeApplies(List.of(DATE)));
  }

  private static Validators.Outcome outcome(String name, String value) {
    return outcome(Map.of(name, value));
  }

  private static Validators.Outcome outcome(Map<String, String> fields) {
    return FILE.outcome(name -> fields.containsKey(name) ? List.of(fields.get(name)) : List.of());
  }
}
