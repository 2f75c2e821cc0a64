package duet.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** What the contract's first row says of the answer to {@code GET /}, byte for byte. */
final class RootAnswer {
  private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

  private RootAnswer() {}

  /**
   * The last answer on a connection: 122 bytes, the original table's 122,000 over 1000 requests.
   */
  static void assertClosing(Answer answer) {
    assertGet(answer, "close");
    assertEquals(122, answer.wireBytes(), answer::head);
  }

  /** An answer on a connection that stays open: {@code keep-alive} is five letters longer. */
  static void assertKept(Answer answer) {
    assertGet(answer, "keep-alive");
    assertEquals(127, answer.wireBytes(), answer::head);
  }

  /** The fields of a GET and no body (RFC 9110 §9.3.2). */
  static void assertHead(Answer answer, String connection) {
    assertFields(answer, connection);
    assertEquals(answer.head().length(), answer.wireBytes(), "bytes of a head alone");
  }

  private static void assertGet(Answer answer, String connection) {
    assertFields(answer, connection);
    assertEquals("ok", answer.body());
  }

  private static void assertFields(Answer answer, String connection) {
    // The version may be the client's or the server's own (RFC 9112 §2.3); both are as long.
    String statusLine = answer.head().lines().findFirst().orElseThrow();
    assertEquals("200 OK", statusLine.substring("HTTP/1.x ".length()));
    var fields = new TreeMap<String, String>();
    for (var field : answer.fields()) {
      String before = fields.put(field.name(), field.value());
      assertEquals(null, before, () -> "field sent twice: " + answer.head());
    }
    String date = answer.field("Date").orElse("no Date");
    assertEquals(
        Map.of(
            "Connection",
            connection,
            "Content-Length",
            "2",
            "Content-Type",
            "text/plain",
            "Date",
            date),
        fields,
        answer::head);
    assertNow(date);
  }

  /** RFC 9110 §6.6.1: the date is when the message was made. */
  static void assertNow(String date) {
    assertEquals(29, date.length(), date);
    Duration off = Duration.between(ImfDate.parse(date), Instant.now()).abs();
    assertTrue(
        off.compareTo(CLOCK_SKEW) <= 0, () -> "Date must be now: " + date + " is off " + off);
  }
}
