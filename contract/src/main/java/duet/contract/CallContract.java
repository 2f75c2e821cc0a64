package duet.contract;

import static duet.contract.Problem.assertProblem;
import static duet.contract.Problem.assertProblemHead;
import static duet.contract.Served.kept;
import static duet.contract.Served.last;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /fetch} and {@code /gather} of a server whose backend answers {@code /delay/{ms}}. */
public interface CallContract extends Served {

  /** Contract: the backend's answer is passed on; the answers are an array of numbers. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/fetch/0 | text/plain | 0",
        "/fetch/50 | text/plain | 50",
        "/gather/1/0 | application/json | [0]",
        "/gather/3/5 | application/json | [5,5,5]",
        "/gather/3/5?deadline=2000 | application/json | [5,5,5]"
      })
  default void aCallAnswersWhatTheBackendSays(String target, String type, String body)
      throws IOException {
    try (Wire wire = connect()) {
      for (int i = 0; i < 3; i++) {
        Answer answer = wire.send(kept("GET", target)).answer();
        assertEquals(200, answer.status(), answer::head);
        assertEquals(type, answer.field("Content-Type").orElse("none"));
        assertEquals(
            Integer.toString(body.length()), answer.field("Content-Length").orElse("none"));
        assertTrue(answer.field("Server").isPresent(), answer::head);
        RootAnswer.assertNow(answer.field("Date").orElse("no Date"));
        assertEquals(body, answer.body());
      }
    }
  }

  /** RFC 9110 §9.3.2: the same fields as GET, and no content. */
  @ParameterizedTest
  @CsvSource({"/fetch/5, 1", "/gather/3/5, 7"})
  default void headOfACallAnswersAsGetWithoutTheBody(String target, int length) throws IOException {
    try (Wire wire = connect()) {
      Answer answer = wire.send(kept("HEAD", target)).answerToHead();
      assertEquals(200, answer.status(), answer::head);
      assertEquals(Integer.toString(length), answer.field("Content-Length").orElse("none"));
      wire.send(kept("GET", "/"));
      RootAnswer.assertKept(wire.answer());
    }
  }

  /** Contract: n 1..100, ms 0..60000, deadline 1..120000, in decimal digits. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/fetch/60001",
        "/fetch/-1",
        "/fetch/x",
        "/gather/0/5",
        "/gather/101/5",
        "/gather/x/5",
        "/gather/3/60001",
        "/gather/3/+5",
        "/gather/3/5?deadline=0",
        "/gather/3/5?deadline=120001",
        "/gather/3/5?deadline=",
        "/gather/3/5?deadline=1e3"
      })
  default void aParameterOutOfRangeIs400(String target) throws IOException {
    assertProblem(ask(last("GET", target)), 400);
    try (Wire wire = connect()) {
      assertProblemHead(wire.send(last("HEAD", target)).answerToHead(), 400);
    }
  }

  /** A path of another shape is no route. */
  @ParameterizedTest
  @ValueSource(
      strings = {"/fetch", "/fetch/", "/fetch/1/2", "/gather/3", "/gather/3/", "/gather/1/2/3"})
  default void aCallOfAnotherShapeIs404(String path) throws IOException {
    assertProblem(ask(last("GET", path)), 404);
  }

  /** Contract: the calls are made at once. */
  @Patient
  @Test
  default void aHundredCallsTakeAsLongAsOne() throws IOException {
    try (Wire wire = connect()) {
      wire.send(kept("GET", "/gather/100/0")).answer(); // opens the connections
      long start = System.nanoTime();
      String body = wire.send(kept("GET", "/gather/100/300")).answer().body();
      long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
      assertEquals(
          Collections.nCopies(100, "300"), List.of(body.replaceAll("[\\[\\]]", "").split(",", -1)));
      // One after another they take 30 s; ten at a time 3 s.
      assertTrue(millis >= 300 && millis < 2000, () -> millis + " ms");
    }
  }

  /** Contract: one deadline for all calls, kept within 20 ms; a busy machine spoils some tries. */
  @Patient
  @ParameterizedTest
  @CsvSource({"1, 1", "20, 1", "1, 200", "20, 200"})
  default void theDeadlineIsKept(int calls, int deadline) throws IOException {
    try (Wire wire = connect()) {
      wire.send(kept("GET", "/"));
      RootAnswer.assertKept(wire.answer());
      long least = Long.MAX_VALUE;
      for (int i = 0; i < 3 || (least > deadline + 20 && i < 50); i++) {
        long start = System.nanoTime();
        wire.send(kept("GET", "/gather/" + calls + "/3000?deadline=" + deadline));
        assertProblem(wire.answer(), 504);
        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        assertTrue(millis >= deadline, () -> millis + " ms");
        least = Math.min(least, millis);
      }
      long best = least;
      assertTrue(best <= deadline + 20, () -> best + " ms");
      wire.send(kept("GET", "/"));
      RootAnswer.assertKept(wire.answer());
    }
  }

  /** Contract: 10,000 calls at once wait for connections, and each is made. */
  @Patient
  @Test
  default void aHundredTimesAHundredCallsAllCount() throws IOException {
    List<Wire> wires = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        Wire wire = Wire.to(base(), Duration.ofSeconds(60));
        wires.add(wire);
        wire.send(kept("GET", "/gather/100/1?deadline=60000"));
      }
      String hundred = "[" + String.join(",", Collections.nCopies(100, "1")) + "]";
      for (Wire wire : wires) {
        assertEquals(hundred, wire.answer().body());
      }
    } finally {
      for (Wire wire : wires) {
        wire.close();
      }
    }
  }
}
