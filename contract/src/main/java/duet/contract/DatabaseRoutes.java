package duet.contract;

import static duet.contract.Problem.assertProblem;
import static duet.contract.Served.last;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The routes that need the database's rows, as a test sees them while the database is not well. */
final class DatabaseRoutes {
  static final List<String> ROUTES =
      List.of("/db", "/queries?queries=5", "/updates?queries=5", "/fortunes");

  /** Scheduling and the network of a busy machine. */
  static final Duration SLACK = Duration.ofMillis(900);

  private DatabaseRoutes() {}

  /** All of them are 503, each within this time. */
  static void assertUnavailable(Served server, Duration time) throws IOException {
    for (String route : ROUTES) {
      Answer answer = answerWithin(server, route, time);
      assertProblem(answer, 503);
      assertEquals("1", answer.field("Retry-After").orElse("none"), answer::head);
    }
  }

  /** What needs no database is answered as ever. */
  static void assertOthersGoOn(Served server) throws IOException {
    for (String route : List.of("/", "/plaintext", "/json", "/delay/5")) {
      assertEquals(200, answerWithin(server, route, Duration.ZERO).status());
    }
  }

  static Answer answer(Served server, String target) throws IOException {
    return server.ask(last("GET", target));
  }

  static Answer answerWithin(Served server, String target, Duration time) throws IOException {
    long start = System.nanoTime();
    Answer answer = answer(server, target);
    Duration taken = Duration.ofNanos(System.nanoTime() - start);
    assertTrue(taken.compareTo(time.plus(SLACK)) < 0, () -> target + " took " + taken);
    return answer;
  }
}
