package duet.contract;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;

/** What the contract says of every error: a problem document (RFC 9457) that gives nothing away. */
final class Problem {
  private static final Pattern STACK_TRACE =
      Pattern.compile("Exception|\\.java\\b|(?:^|\\\\n|\\\\t)\\s*at [\\w.$]+\\(");

  private Problem() {}

  /** An error with its document. */
  static void assertProblem(Answer answer, int status) {
    assertProblemHead(answer, status);
    assertDocument(answer, status);
  }

  /** An error after which the server closes, as it says. */
  static void assertClosingProblem(Answer answer, int status) {
    assertProblem(answer, status);
    assertTrue(
        answer.connectionSays("close"), () -> "must say Connection: close: " + answer.head());
  }

  /** What the answer to a HEAD shows of it. */
  static void assertProblemHead(Answer answer, int status) {
    assertEquals(status, answer.status(), () -> answer.head() + answer.body());
    assertEquals("application/problem+json", answer.field("Content-Type").orElse("none"));
    assertTrue(answer.field("Server").isPresent(), () -> "must carry Server: " + answer.head());
    RootAnswer.assertNow(answer.field("Date").orElse("no Date"));
  }

  private static void assertDocument(Answer answer, int status) {
    String document = answer.text();
    Map<String, String> members =
        FlatObject.parse(document)
            .orElseThrow(() -> new AssertionError("must be a JSON object: " + document));
    assertEquals(Integer.toString(status), members.get("status"), document);
    for (String member : new String[] {"type", "title", "detail"}) {
      String value = members.getOrDefault(member, "missing");
      assertTrue(
          value.length() > 2 && value.startsWith("\""),
          () -> member + " must be a non-empty string: " + document);
    }
    String type = members.getOrDefault("type", "");
    assertDoesNotThrow(
        () -> URI.create(type.substring(1, type.length() - 1)), "type must be a URI");
    assertFalse(
        STACK_TRACE.matcher(document).find(), () -> "must not carry a stack trace: " + document);
  }
}
