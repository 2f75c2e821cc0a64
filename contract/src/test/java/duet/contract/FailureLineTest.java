package duet.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.EOFException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

class FailureLineTest {
  @Test
  void anAssertionIsItsMessageOnOneLine() {
    assertEquals(
        "HTTP/1.1 500 Oops Date: now ==> expected: <200> but was: <500>",
        FailureLine.of(
            new AssertionError(
                "HTTP/1.1 500 Oops\r\nDate: now\r\n\r\n ==> expected: <200> but was: <500>")));
  }

  @Test
  void whatIsNoAssertionIsNamed() {
    assertEquals(
        "SocketTimeoutException: no answer",
        FailureLine.of(new SocketTimeoutException("no answer")));
    assertEquals("EOFException", FailureLine.of(new EOFException()));
  }

  @Test
  void whatAServerSentCannotSteerTheTerminal() {
    assertEquals("\\x1b[2J\\x00\\x9b", FailureLine.of(new AssertionError("\033[2J\0\u009b")));
  }

  @Test
  void ofALongMessageBothEndsAreKept() {
    String line = FailureLine.of(new AssertionError("head" + "x".repeat(1000) + "<500>"));
    assertEquals(159, line.length());
    assertEquals("headx", line.substring(0, 5));
    assertEquals("x … x", line.substring(77, 82));
    assertEquals("x<500>", line.substring(153));
  }
}
