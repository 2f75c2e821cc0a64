package duet.contract;

import static duet.contract.Problem.assertProblem;
import static duet.contract.Served.last;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /files}: a part of a file (RFC 9110 §14). */
public interface RangeContract extends ServedFiles {

  /** RFC 9110 §14.1.2 and §15.3.7. */
  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 0",
    "bytes=2-5, 2, 5",
    "bytes=5-, 5, 9",
    "bytes=-3, 7, 9",
    "bytes=-99, 0, 9",
    "bytes=9-99999999999999999999999, 9, 9",
    "BYTES=1-1, 1, 1",
    "'bytes=1-1,', 1, 1"
  })
  default void aRangeIs206(String range, int first, int last) throws IOException {
    Answer answer = get("digits.txt", "Range: " + range);
    assertEquals(206, answer.status(), answer::head);
    assertEquals(
        "bytes " + first + "-" + last + "/10", answer.field("Content-Range").orElse("none"));
    assertEquals(Integer.toString(last - first + 1), answer.field("Content-Length").orElse(""));
    assertEquals(TEXT.substring(first, last + 1), answer.body());
    assertEquals(get("digits.txt").field("ETag"), answer.field("ETag"));
    assertEquals(CHANGED_FIELD, answer.field("Last-Modified").orElse("none"));
  }

  /** RFC 9110 §15.5.17. */
  @ParameterizedTest
  @CsvSource({
    "digits.txt, bytes=10-, 10",
    "digits.txt, bytes=99999999999999999999-, 10",
    "digits.txt, bytes=-0, 10",
    "empty, bytes=0-, 0"
  })
  default void aRangeBeyondTheEndIs416(String name, String range, int size) throws IOException {
    Answer answer = get(name, "Range: " + range);
    assertProblem(answer, 416);
    assertEquals("bytes */" + size, answer.field("Content-Range").orElse("none"));
  }

  /** RFC 9110 §14.2: what is malformed or unknown is ignored, and several ranges may be. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=5-2",
        "bytes=-",
        "bytes=",
        "bytes=a-b",
        "bytes=1",
        "bytes 0-1",
        "lines=0-1",
        "bytes=0-1,4-5",
        "bytes=+1-2",
        "bytes=0x1-2"
      })
  default void anotherRangeIsIgnored(String range) throws IOException {
    Answer answer = get("digits.txt", "Range: " + range);
    assertEquals(200, answer.status(), answer::head);
    assertEquals(TEXT, answer.body());
    assertEquals("none", answer.field("Content-Range").orElse("none"));
  }

  /** RFC 9110 §13.1.5: a range of what has changed meanwhile would be none of it. */
  @Test
  default void ifRangeDecidesWhetherTheRangeApplies() throws IOException {
    String tag = get("digits.txt").field("ETag").orElse("none");
    for (String same : new String[] {tag, CHANGED_FIELD}) {
      assertEquals(206, get("digits.txt", "Range: bytes=0-1", "If-Range: " + same).status());
    }
    for (String other :
        new String[] {
          "\"x\"", "W/" + tag, "Sun, 01 Dec 2024 00:00:00 GMT", "Thu, 29 Feb 2024 01:02:02 GMT"
        }) {
      assertEquals(200, get("digits.txt", "Range: bytes=0-1", "If-Range: " + other).status());
    }
    assertEquals(200, get("digits.txt", "If-Range: " + tag).status());
  }
}
