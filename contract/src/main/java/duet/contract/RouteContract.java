package duet.contract;

import static duet.contract.Problem.assertProblem;
import static duet.contract.Served.assertClosed;
import static duet.contract.Served.kept;
import static duet.contract.Served.last;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes that need nothing but the server itself, row by row. */
public interface RouteContract extends Served {

  /** Contract, TechEmpower's rules: fields on every answer but the one of {@code /}. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/plaintext | text/plain | Hello, World!",
        "/json | application/json | {\"message\":\"Hello, World!\"}",
        "/delay/0 | text/plain | 0",
        "/delay/50 | text/plain | 50"
      })
  default void aRouteAnswersItsTypeAndBody(String path, String type, String body)
      throws IOException {
    try (Wire wire = connect()) {
      wire.send(kept("GET", path));
      assertAnswer(wire.answer(), type, body);
      wire.send(kept("GET", path + "?nothing=here"));
      assertAnswer(wire.answer(), type, body);
      wire.send(last("GET", path));
      Answer answer = wire.answer();
      assertAnswer(answer, type, body);
      assertTrue(answer.connectionSays("close"), answer::head);
      assertClosed(wire);
    }
  }

  /** Contract: not before its time. */
  @ParameterizedTest
  @ValueSource(ints = {0, 50, 200})
  default void aDelayTakesAtLeastItsTime(int millis) throws IOException {
    try (Wire wire = connect()) {
      long start = System.nanoTime();
      wire.send(kept("GET", "/delay/" + millis));
      String body = wire.answer().body();
      long elapsedNanos = System.nanoTime() - start;
      assertEquals(Integer.toString(millis), body);
      assertTrue(
          elapsedNanos >= Duration.ofMillis(millis).toNanos(),
          () -> "elapsedNanos=" + elapsedNanos);
    }
  }

  /**
   * Contract: 0..60000 in decimal digits; what a lenient number parser lets through is no number.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "60001",
        "abc",
        "+5",
        "1.5",
        "0x10",
        "5ms",
        "4294967296",
        "99999999999999999999",
        "%D9%A3",
        "%20"
      })
  default void aDelayThatIsNoNumberInRangeIs400(String millis) throws IOException {
    assertProblem(ask(last("GET", "/delay/" + millis)), 400);
  }

  /** A path of another shape is no route. */
  @ParameterizedTest
  @ValueSource(strings = {"/delay", "/delay/", "/delay/1/2", "/delay/1/", "/plaintext/x", "/jso"})
  default void aPathOfAnotherShapeIs404(String path) throws IOException {
    assertProblem(ask(last("GET", path)), 404);
  }

  /** Contract: no thread is held, so waiting answers do not queue behind each other. */
  @Patient
  @Test
  default void fiftyDelaysPassTogether() throws IOException {
    var wires = new Wire[50];
    try {
      long start = System.nanoTime();
      for (int i = 0; i < wires.length; i++) {
        wires[i] = connect();
        wires[i].send(kept("GET", "/delay/500"));
      }
      for (Wire wire : wires) {
        assertEquals("500", wire.answer().body());
      }
      long elapsedMillis = Duration.ofNanos(System.nanoTime() - start).toMillis();
      // One after another they take 25 s; even eight at a time 3.5 s.
      assertTrue(elapsedMillis < 3000, () -> "elapsedMillis=" + elapsedMillis);
    } finally {
      for (Wire wire : wires) {
        if (wire != null) {
          wire.close();
        }
      }
    }
  }

  private static void assertAnswer(Answer answer, String type, String body) {
    assertEquals(200, answer.status(), answer::head);
    assertEquals(type, answer.field("Content-Type").orElse("none"));
    assertEquals(Integer.toString(body.length()), answer.field("Content-Length").orElse("none"));
    assertTrue(answer.field("Server").isPresent(), () -> "must carry Server: " + answer.head());
    RootAnswer.assertNow(answer.field("Date").orElse("no Date"));
    assertEquals(body, answer.body());
  }
}
