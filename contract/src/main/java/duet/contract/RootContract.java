package duet.contract;

import static duet.contract.Served.assertClosed;
import static duet.contract.Served.kept;
import static duet.contract.Served.last;
import static duet.contract.Served.request;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /} and its connection: the contract's first row, RFC 9112 §9.3 and §9.6. */
public interface RootContract extends Served {

  /** Contract, row 1; options are a list and compare in any case (RFC 9110 §7.6.1). */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "close",
        "Close",
        "CLOSE",
        "foo, close",
        "close, foo",
        "foo,close",
        "keep-alive, close"
      })
  default void aLastGetIsAnsweredInExactly122BytesAndThenClosed(String connection)
      throws IOException {
    try (Wire wire = connect()) {
      wire.send(request("GET / HTTP/1.1", "Host: localhost", "Connection: " + connection));
      RootAnswer.assertClosing(wire.answer());
      assertClosed(wire);
    }
  }

  /** RFC 9110 §5.3: several lines of one field are one list. */
  @Test
  default void closeIsHeardInTheSecondOfTwoConnectionFields() throws IOException {
    try (Wire wire = connect()) {
      wire.send(
          request("GET / HTTP/1.1", "Host: localhost", "Connection: foo", "Connection: close"));
      RootAnswer.assertClosing(wire.answer());
      assertClosed(wire);
    }
  }

  /** RFC 9112 §9.3: HTTP/1.1 persists unless {@code close} is an option of its own. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Nothing: 1",
        "Connection: keep-alive",
        "Connection: closed",
        "Connection: not-close"
      })
  default void aKeptConnectionAnswersThreeRequestsIn127BytesEach(String field) throws IOException {
    try (Wire wire = connect()) {
      for (int i = 0; i < 3; i++) {
        wire.send(request("GET / HTTP/1.1", "Host: localhost", field));
        RootAnswer.assertKept(wire.answer());
      }
      wire.send(last("GET", "/"));
      RootAnswer.assertClosing(wire.answer());
      assertClosed(wire);
    }
  }

  /** RFC 9110 §9.3.2. */
  @Test
  default void headOnALastRequestHasTheFieldsOfGetAndNoBody() throws IOException {
    try (Wire wire = connect()) {
      wire.send(last("HEAD", "/"));
      RootAnswer.assertHead(wire.answerToHead(), "close");
      assertClosed(wire);
    }
  }

  /** RFC 9110 §9.3.2: a leaked body would stand before the next answer. */
  @Test
  default void headOnAKeptConnectionLeavesNothingBeforeTheNextAnswer() throws IOException {
    try (Wire wire = connect()) {
      for (int i = 0; i < 2; i++) {
        wire.send(kept("HEAD", "/"));
        RootAnswer.assertHead(wire.answerToHead(), "keep-alive");
        wire.send(kept("GET", "/"));
        RootAnswer.assertKept(wire.answer());
      }
    }
  }

  /** Contract: the path chooses the route, a query does not. */
  @Test
  default void aQueryDoesNotChangeTheRoute() throws IOException {
    RootAnswer.assertClosing(ask(last("GET", "/?nothing=here")));
  }

  /** RFC 9110 §6.6.1; the wait is the subject: Date has a resolution of one second. */
  @Patient
  @Test
  default void theDateMovesOnWithinElevenTenthsOfASecond() throws IOException {
    try (Wire wire = connect()) {
      wire.send(kept("GET", "/"));
      String first = wire.answer().field("Date").orElseThrow();
      long end = System.nanoTime() + Duration.ofMillis(1100).toNanos();
      for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      wire.send(kept("GET", "/"));
      String second = wire.answer().field("Date").orElseThrow();
      assertNotEquals(first, second);
      RootAnswer.assertNow(second);
    }
  }
}
