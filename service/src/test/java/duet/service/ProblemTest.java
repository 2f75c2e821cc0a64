package duet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProblemTest {

  @Test
  void aProblemHasTheFourMembersOfRfc9457() {
    Answer answer = Problem.of(400, "Bad Request", "n must be > 0: n=-1").answer();
    assertEquals("application/problem+json", answer.contentType());
    assertEquals(
        "{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,"
            + "\"detail\":\"n must be > 0: n=-1\"}",
        text(answer));
  }

  @Test
  void aValueFromOutsideCannotBreakTheJson() {
    Answer answer = Problem.parameter("ms", "must be a number", "\"}\\\u0001\n\ud800").answer();
    assertEquals(
        "{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,"
            + "\"detail\":\"ms must be a number: \\\"}\\\\\\u0001\\n\\ud800\"}",
        text(answer));
  }

  @Test
  void aLongValueIsCutShort() {
    String detail = Problem.parameter("ms", "must be a number", "9".repeat(5000)).detail();
    assertEquals("ms must be a number: " + "9".repeat(40) + "…", detail);
  }

  private static String text(Answer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
