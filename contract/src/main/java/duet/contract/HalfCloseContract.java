package duet.contract;

import static duet.contract.Served.assertClosed;
import static duet.contract.Served.kept;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What becomes of a client that closes its sending side (docs/decisions/0008): an answer that is
 * ready at once it gets, but nobody waits on its behalf.
 */
public interface HalfCloseContract extends Served {

  /** RFC 9112 §9.6: what was asked before the client's close is answered, if it can be at once. */
  @ParameterizedTest
  @ValueSource(strings = {"/", "/plaintext", "/json", "/delay/0", "/delay/abc", "/nowhere"})
  default void aClientThatClosesItsSideGetsTheAnswerThatIsReady(String target) throws IOException {
    String request = kept("GET", target);
    Answer usual = ask(request);
    for (String[] pieces :
        new String[][] {{request}, {request.substring(0, 9), request.substring(9)}}) {
      try (Wire wire = connect()) {
        Answer answer = wire.send(pieces).endSending().answer();
        assertEquals(usual.status(), answer.status(), answer::head);
        assertEquals(usual.body(), answer.body());
        assertClosed(wire);
      }
    }
  }

  /** The same for several requests in one segment. */
  @ParameterizedTest
  @ValueSource(ints = {2, 20})
  default void soItDoesForEachPipelinedRequest(int count) throws IOException {
    try (Wire wire = connect()) {
      wire.send(kept("GET", "/plaintext").repeat(count)).endSending();
      for (int i = 0; i < count; i++) {
        assertEquals("Hello, World!", wire.answer().body());
      }
      assertClosed(wire);
    }
  }

  /** Contract: a client that goes away cancels what was being done for it. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void aClientThatClosesItsSideWhileItWaitsIsTakenAsGone(boolean afterTheRequest)
      throws IOException {
    try (Wire wire = connect()) {
      wire.send(kept("GET", "/"));
      RootAnswer.assertKept(wire.answer());
      wire.send(kept("GET", "/delay/4000"));
      if (afterTheRequest) {
        letItBeRead();
      }
      assertClosedAtOnce(wire.endSending());
    }
  }

  /** The same where bytes of a next request have come: the end behind them is not overlooked. */
  @Patient
  @ParameterizedTest
  @ValueSource(ints = {1, 20})
  default void bytesAheadDoNotHideTheEnd(int requests) throws IOException {
    try (Wire wire = connect()) {
      wire.send(kept("GET", "/delay/4000"));
      letItBeRead();
      for (int i = 0; i < requests; i++) {
        wire.send(kept("GET", "/plaintext"));
      }
      letItBeRead();
      assertClosedAtOnce(wire.endSending());
    }
  }

  /** Contract: and a client that stays loses nothing of what it sends while it waits. */
  @Patient
  @ParameterizedTest
  @ValueSource(ints = {1, 50})
  default void bytesSentWhileItWaitsAreReadAfterwards(int millis) throws IOException {
    try (Wire wire = connect()) {
      String next = kept("GET", "/delay/" + millis) + kept("GET", "/plaintext");
      for (int i = 0; i < 20; i++) {
        wire.send(kept("GET", "/delay/" + millis), next.substring(0, 7), next.substring(7));
        assertEquals(Integer.toString(millis), wire.answer().body());
        assertEquals(Integer.toString(millis), wire.answer().body());
        assertEquals("Hello, World!", wire.answer().body());
      }
    }
  }

  /**
   * Gives the server time to be in its wait. No outcome rests on it: without it, a test has only
   * the easier case, in which the end has come when the wait begins.
   */
  private static void letItBeRead() {
    LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
  }

  private static void assertClosedAtOnce(Wire wire) throws IOException {
    long start = System.nanoTime();
    assertClosed(wire);
    long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
    assertTrue(millis < 1000, () -> "closed after " + millis + " ms");
  }
}
