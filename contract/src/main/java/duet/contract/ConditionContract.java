package duet.contract;

import static duet.contract.Problem.assertProblem;
import static duet.contract.Problem.assertProblemHead;
import static duet.contract.Served.kept;
import static duet.contract.Served.request;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /files}: what a client has already is not sent again (RFC 9110 §13). */
public interface ConditionContract extends ServedFiles {

  /** RFC 9110 §13.1.2: If-None-Match compares weakly, and goes before If-Modified-Since. */
  @Test
  default void whatTheClientHasIs304() throws IOException {
    String tag = get("digits.txt").field("ETag").orElse("none");
    for (String list : new String[] {tag, "W/" + tag, "\"x\", " + tag, "*", "\"a,b\" ,W/" + tag}) {
      assertNotModified(get("digits.txt", "If-None-Match: " + list), tag);
      assertNotModified(asked("HEAD", "digits.txt", "If-None-Match: " + list), tag);
    }
    assertNotModified(get("digits.txt", "If-None-Match: \"x\"", "If-None-Match: " + tag), tag);
    assertNotModified(get("digits.txt", "If-Modified-Since: " + CHANGED_FIELD), tag);
    assertNotModified(get("digits.txt", "If-Modified-Since: Sun, 01 Dec 2024 00:00:00 GMT"), tag);
    assertNotModified(
        get("digits.txt", "If-Modified-Since: Thursday, 29-Feb-24 01:02:03 GMT"), tag);
    assertNotModified(get("digits.txt", "If-Modified-Since: Thu Feb 29 01:02:03 2024"), tag);
    try (Wire wire = connect()) {
      String conditional =
          request("GET /files/digits.txt HTTP/1.1", "Host: localhost", "If-None-Match: *");
      assertEquals(304, wire.send(conditional).answer().status());
      RootAnswer.assertKept(wire.send(kept("GET", "/")).answer());
    }
  }

  private static void assertNotModified(Answer answer, String tag) {
    assertEquals(304, answer.status(), answer::head);
    assertEquals(tag, answer.field("ETag").orElse("none"));
    assertEquals("none", answer.field("Content-Length").orElse("none"), answer::head);
    assertEquals("", answer.body());
    RootAnswer.assertNow(answer.field("Date").orElse("no Date"));
  }

  /** The same where the client has another, or nobody can tell. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "If-None-Match: \"x\"",
        "If-None-Match: x",
        "If-None-Match:",
        "If-Modified-Since: Thu, 29 Feb 2024 01:02:02 GMT",
        "If-Modified-Since: Thu, 30 Feb 2024 01:02:04 GMT",
        "If-Modified-Since: yesterday",
        "If-None-Match: \"x\"\r\nIf-Modified-Since: Sun, 01 Dec 2024 00:00:00 GMT"
      })
  default void whatTheClientDoesNotHaveIsSent(String field) throws IOException {
    assertEquals(200, get("digits.txt", field).status());
  }

  /** RFC 9110 §13.1.1, §13.1.4 and §13.2.2: If-Match compares strongly and goes first. */
  @Test
  default void aPreconditionThatFailsIs412() throws IOException {
    String tag = get("digits.txt").field("ETag").orElse("none");
    for (String field :
        new String[] {
          "If-Match: \"x\"",
          "If-Match: W/" + tag,
          "If-Match:",
          "If-Unmodified-Since: Thu, 29 Feb 2024 01:02:02 GMT",
          "If-Match: \"x\"\r\nIf-None-Match: *"
        }) {
      assertProblem(get("digits.txt", field), 412);
      assertProblemHead(asked("HEAD", "digits.txt", field), 412);
    }
    for (String field :
        new String[] {
          "If-Match: *",
          "If-Match: \"x\", " + tag,
          "If-Unmodified-Since: " + CHANGED_FIELD,
          "If-Unmodified-Since: yesterday",
          "If-Match: " + tag + "\r\nIf-Unmodified-Since: Thu, 29 Feb 2024 01:02:02 GMT"
        }) {
      assertEquals(200, get("digits.txt", field).status(), field);
    }
  }
}
