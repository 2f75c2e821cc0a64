package duet.contract;

import static duet.contract.Problem.assertProblem;
import static duet.contract.Served.kept;
import static duet.contract.Served.last;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gate of a server that lets {@link #QUEUE} computations wait for a processor. */
public interface ComputeQueueContract extends Served {
  /** How many may wait on the server under test. */
  int QUEUE = 200;

  /** More than end while they are sent. */
  int MORE = 20;

  String LONG = "/compute/1000000";

  /** Longer than a refusal takes, and shorter than the wait for a place. */
  Duration A_MOMENT = Duration.ofMillis(500);

  /**
   * RFC 9110 §15.6.4: one more than may wait is 503. Contract: a client that goes away cancels its
   * computation, so that the places of all are free long before they could have been computed.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void oneMoreIs503UntilClientsGoAway(boolean reset) throws IOException {
    List<Wire> wires = new ArrayList<>();
    try {
      // More than there are places, since they need not be taken in this order.
      for (int i = 0; i < QUEUE + 100; i++) {
        wires.add(connect().send(kept("GET", LONG)));
      }
      Answer refused = refusal("/compute/1", wires);
      assertProblem(refused, 503);
      assertEquals("1", refused.field("Retry-After").orElse("none"));
      assertProblem(refusal("/work?rounds=1", wires), 503);
      RootAnswer.assertKept(wires.getLast().send(kept("GET", "/")).answer());
    } finally {
      for (Wire wire : wires) {
        if (reset) {
          wire.reset();
        } else {
          wire.close();
        }
      }
    }
    awaitAPlace();
  }

  /**
   * What one too many is told. Whenever a computation ends there is a place for one more: so more
   * are sent just before, and where it has found a place all the same, once more. It is the last of
   * the wires if it was answered.
   */
  private Answer refusal(String target, List<Wire> wires) throws IOException {
    long deadline = System.nanoTime() + Wire.PATIENCE.toNanos();
    while (true) {
      for (int i = 0; i < MORE; i++) {
        wires.add(connect().send(kept("GET", LONG)));
      }
      Wire wire = Wire.to(base(), A_MOMENT);
      wires.add(wire);
      boolean late = System.nanoTime() > deadline;
      try {
        Answer answer = wire.send(kept("GET", target)).answer();
        if (answer.status() == 503 || late) {
          return answer;
        }
      } catch (SocketTimeoutException e) {
        if (late) {
          throw e;
        }
      }
    }
  }

  private void awaitAPlace() throws IOException {
    long deadline = System.nanoTime() + Wire.PATIENCE.toNanos();
    Answer answer = ask(last("GET", "/compute/1"));
    while (answer.status() == 503 && System.nanoTime() < deadline) {
      answer = ask(last("GET", "/compute/1"));
    }
    assertEquals(200, answer.status(), answer::head);
  }
}
