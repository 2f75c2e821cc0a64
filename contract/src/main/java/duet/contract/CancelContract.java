package duet.contract;

import static duet.contract.Problem.assertProblem;
import static duet.contract.Served.assertClosed;
import static duet.contract.Served.kept;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What becomes of calls that nobody waits for any more, as the backend counts them. The server's
 * settings: 1 s more than asked for, and {@link #CONNECTIONS}.
 */
public interface CancelContract extends Served {
  /** How many connections to the backend the server under test may have. */
  int CONNECTIONS = 150;

  /** How long a backend may take longer than asked for on the server under test. */
  Duration BACKEND_TIME = Duration.ofSeconds(1);

  /** Where the project's own backend listens, which nobody else uses meanwhile. */
  URI backend();

  private ScriptedBackend scripted() {
    return new ScriptedBackend(backend());
  }

  @BeforeEach
  default void nothingIsUnderWay() throws IOException {
    scripted().awaitCount("underWay", 0);
    scripted().reset();
  }

  /** Contract: 502 when the backend fails; the first failure cancels the rest at once. */
  @ParameterizedTest
  @ValueSource(strings = {"fail", "half"})
  default void theFirstFailureCancelsTheRest(String deed) throws IOException {
    try (Wire wire = connect()) {
      // A call's time counts from its own beginning: the third is answered before the others.
      for (int i = 1; i <= 10; i++) {
        scripted().script(i, i == 3 ? deed : "slow", i == 3 ? 0 : 3000);
      }
      long start = System.nanoTime();
      wire.send(kept("GET", "/gather/10/100"));
      assertProblem(wire.answer(), 502);
      long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
      assertTrue(millis >= 100 && millis < 1000, () -> millis + " ms");
      scripted().awaitCount("cancelled", 9);
      scripted().awaitCount("failed", 1);
      assertEquals(10, scripted().count("asked"));
      wire.send(kept("GET", "/gather/10/1"));
      assertEquals("[1,1,1,1,1,1,1,1,1,1]", wire.answer().body());
    }
  }

  /** The same for a single call. */
  @ParameterizedTest
  @ValueSource(strings = {"fail", "half"})
  default void aFailedFetchIs502(String deed) throws IOException {
    try (Wire wire = connect()) {
      scripted().script(1, deed, 0);
      assertProblem(wire.send(kept("GET", "/fetch/5")).answer(), 502);
      assertEquals("5", wire.send(kept("GET", "/fetch/5")).answer().body());
      assertEquals(2, scripted().count("asked"));
    }
  }

  /** RFC 9110 §9.2.2: GET may be repeated where a kept connection proves closed; once. */
  @ParameterizedTest
  @CsvSource({"1, 200", "2, 502"})
  default void aKeptConnectionThatClosesUnansweredIsAskedOnceMoreElsewhere(int closed, int status)
      throws IOException {
    try (Wire wire = connect()) {
      assertEquals("0", wire.send(kept("GET", "/fetch/0")).answer().body());
      scripted().reset();
      for (int i = 1; i <= closed; i++) {
        scripted().script(i, "close", 0);
      }
      assertEquals(status, wire.send(kept("GET", "/fetch/0")).answer().status());
      assertEquals(2, scripted().count("asked"));
      assertEquals("0", wire.send(kept("GET", "/fetch/0")).answer().body());
    }
  }

  /** Contract: 504 once the backend's time is over, for a call among others as for one alone. */
  @ParameterizedTest
  @CsvSource({"/fetch/10, 1, 10", "/gather/5/20, 3, 20", "/gather/5/20?deadline=150, 3, -850"})
  default void aLateAnswerIs504(String target, int late, int millis) throws IOException {
    try (Wire wire = connect()) {
      scripted().script(late, "slow", 4000);
      long least = BACKEND_TIME.plusMillis(millis).toMillis();
      long start = System.nanoTime();
      assertProblem(wire.send(kept("GET", target)).answer(), 504);
      long elapsed = Duration.ofNanos(System.nanoTime() - start).toMillis();
      assertTrue(elapsed >= least && elapsed < least + 500, () -> elapsed + " ms");
      scripted().awaitCount("cancelled", 1);
    }
  }

  /** Contract: a client that goes away cancels what was being done for it. */
  @ParameterizedTest
  @CsvSource({
    "/fetch/4000, 1, false",
    "/fetch/4000, 1, true",
    "/gather/20/4000, 20, false",
    "/gather/20/4000, 20, true"
  })
  default void aClientThatGoesAwayCancelsItsCalls(String target, int calls, boolean reset)
      throws IOException {
    for (int bytesAhead = 0; bytesAhead < 2; bytesAhead++) {
      scripted().reset();
      try (Wire wire = connect()) {
        wire.send(kept("GET", target));
        scripted().awaitCount("underWay", calls);
        wire.send(kept("GET", "/plaintext").repeat(bytesAhead));
        long start = System.nanoTime();
        if (reset) {
          wire.reset();
        } else {
          assertClosed(wire.endSending());
        }
        scripted().awaitCount("cancelled", calls);
        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        assertTrue(millis < 1000, () -> "cancelled after " + millis + " ms");
      }
    }
  }

  /** Contract: a client that has gone before its calls are made has none made, or all cancelled. */
  @Test
  default void aClientThatIsGoneAtOnceLeavesNothingUnderWay() throws IOException {
    for (int i = 0; i < 20; i++) {
      try (Wire wire = connect()) {
        assertClosed(wire.send(kept("GET", "/gather/10/4000")).endSending());
      }
    }
    scripted().awaitAllCancelled();
  }

  /** Contract: over a pooled keep-alive client. */
  @Test
  default void oneRequestAfterTheOtherUsesOneConnection() throws IOException {
    try (Wire wire = connect()) {
      assertEquals("0", wire.send(kept("GET", "/fetch/0")).answer().body());
      long before = scripted().count("connections");
      for (int i = 0; i < 50; i++) {
        assertEquals("0", wire.send(kept("GET", "/fetch/0")).answer().body());
      }
      assertEquals(before, scripted().count("connections"));
    }
  }

  /** Contract: the pool is bounded, whatever is asked; calls beyond wait for a connection. */
  @Test
  default void thePoolIsBounded() throws IOException {
    var wires = new Wire[4];
    try {
      for (int i = 0; i < wires.length; i++) {
        wires[i] = connect();
        wires[i].send(kept("GET", "/gather/100/500?deadline=10000"));
      }
      scripted().awaitCount("underWay", CONNECTIONS);
      for (Wire wire : wires) {
        assertEquals(401, wire.answer().body().length());
      }
      scripted().awaitCount("answered", 400);
    } finally {
      for (Wire wire : wires) {
        if (wire != null) {
          wire.close();
        }
      }
    }
  }
}
