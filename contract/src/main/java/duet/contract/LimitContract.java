package duet.contract;

import static duet.contract.Problem.assertClosingProblem;
import static duet.contract.Problem.assertProblem;
import static duet.contract.Served.assertGone;
import static duet.contract.Served.kept;
import static duet.contract.Served.request;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a request line and a header section may be: the same on both servers. */
public interface LimitContract extends Served {

  /** RFC 9112 §3 asks for 8000 bytes at least, without the CRLF. */
  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1", "HTTP/1.0"})
  default void aRequestLineOf8000BytesIsUnderstood(String version) throws IOException {
    try (Wire wire = connect()) {
      wire.send(request(lineOf(8000, version), "Host: localhost", "Connection: keep-alive"));
      assertProblem(wire.answer(), 404);
      wire.send(kept("GET", "/"));
      RootAnswer.assertKept(wire.answer());
    }
  }

  /** RFC 9110 §15.5.15; the limit is 8192 bytes. */
  @ParameterizedTest
  @ValueSource(ints = {8500, 12_000, 70_000})
  default void aLongerRequestLineIs414AndClosed(int bytes) throws IOException {
    for (String version : new String[] {"HTTP/1.1", "HTTP/1.0"}) {
      try (Wire wire = connect()) {
        wire.sendAside(request(lineOf(bytes, version), "Host: localhost"));
        assertClosingProblem(wire.answer(), 414);
        assertGone(wire);
      }
    }
  }

  /** Contract: to the byte, in either version. */
  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1", "HTTP/1.0"})
  default void theLimitOfARequestLineIs8192Bytes(String version) throws IOException {
    assertProblem(ask(request(lineOf(8192, version), "Host: localhost")), 404);
    assertClosingProblem(ask(request(lineOf(8193, version), "Host: localhost")), 414);
  }

  /** The same wherever a segment ends, and however the line does. */
  @Test
  default void theLimitOfARequestLineIsThatOfItsBytesAlone() throws IOException {
    String longest = lineOf(8192, "HTTP/1.1");
    String rest = "\r\nHost: localhost\r\n\r\n";
    for (int at = -2; at < 3; at++) {
      String whole = longest + rest;
      try (Wire wire = connect()) {
        wire.send(whole.substring(0, 8192 + at), whole.substring(8192 + at));
        assertProblem(wire.answer(), 404);
      }
    }
    assertClosingProblem(ask(longest + "\rX" + rest), 400);
    assertClosingProblem(ask(longest + "\r" + rest), 400);
    assertClosingProblem(ask(longest + "\n" + rest), 400);
    assertClosingProblem(ask(longest + "x\n" + rest), 414);
    assertClosingProblem(ask(longest + "x\rX" + rest), 414);
    assertClosingProblem(ask(longest + "x"), 414);
  }

  /** The same where the field that is too much is one that frameworks know by heart. */
  @Patient
  @ParameterizedTest
  @ValueSource(
      strings = {"Host: a", "Accept: q", "Connection: keep-alive", "User-Agent: ua", "Y: z"})
  default void theLimitOfAHeaderSectionIsThatOfItsBytesAlone(String last) throws IOException {
    String host = last.startsWith("Host") ? "" : "Host: localhost\r\n";
    for (int over = 1; over <= last.length() + 1; over++) {
      int filler = 16 * 1024 + over - host.length() - last.length() - 2;
      String start = "GET / HTTP/1.1\r\n" + host + oneFieldOf(filler);
      for (String rest : new String[] {last + "\r\n\r\n", last + "z".repeat(100_000)}) {
        for (String[] pieces : new String[][] {{start + rest}, {start, rest}}) {
          try (Wire wire = connect()) {
            wire.sendAside(pieces);
            assertClosingProblem(wire.answer(), 431);
            assertGone(wire);
          }
        }
      }
    }
  }

  /** Contract: 100 fields, whatever is wrong behind them and wherever segments end. */
  @Patient
  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1", "HTTP/1.0"})
  default void theHundredAndFirstFieldIs431(String version) throws IOException {
    String start = "GET / " + version + "\r\nHost: localhost\r\n" + "A: b\r\n".repeat(99);
    assertEquals(200, ask(start + "\r\n").status());
    for (String rest :
        new String[] {"A", "A: b\r\n", "A: b\r\nA b\r\n\r\n", "A: b\r\n A: b\r\n\r\n"}) {
      for (int at = start.length() - 1; at <= start.length() + rest.length(); at++) {
        String whole = start + rest;
        try (Wire wire = connect()) {
          wire.send(whole.substring(0, at), whole.substring(at));
          assertClosingProblem(wire.answer(), 431);
        }
      }
    }
  }

  /** Contract: what cannot become a request any more is not waited for. */
  @Test
  default void aLineThatCannotBecomeOneIsRefusedAtOnce() throws IOException {
    assertClosingProblem(ask("GET /\rX"), 400);
    for (String first :
        new String[] {
          "\u0080", "\u00ff", "\0", "\1", "\t", "\n", "\r\r", "\r\n\1", "\u000e", "\u001f", "\u007f"
        }) {
      assertClosingProblem(ask(first), 400);
    }
    assertClosingProblem(ask("GET / HTTP/1.1\r\nHost: localhost\r\nX: y\rz"), 400);
    assertClosingProblem(ask("GET / HTTP/1.1\r\nHost: localhost\r\nX: y\r\r\n"), 400);
    String chunked = request("POST /echo HTTP/1.1", "Host: a", "Transfer-Encoding: chunked");
    assertClosingProblem(ask(chunked + "5;a\rb"), 400);
    assertClosingProblem(ask(chunked + "1\r\nXX"), 400);
    assertClosingProblem(ask(chunked + "0\r\nX: \0\r\n"), 400);
    assertClosingProblem(ask(chunked + "0\r\nX: y\rz"), 400);
  }

  /** Contract: to the byte, in either version, in one field or in many; CRLFs count. */
  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1", "HTTP/1.0"})
  default void theLimitOfAHeaderSectionIs16Kibibytes(String version) throws IOException {
    String start = "GET / " + version + "\r\n";
    String host = "Host: localhost\r\n";
    for (int over = 0; over < 2; over++) {
      int bytes = 16 * 1024 - host.length() + over;
      for (String fields :
          new String[] {
            host + oneFieldOf(bytes),
            oneFieldOf(bytes) + host,
            host + manyFieldsOf(15) + oneFieldOf(bytes - 15 * 1024)
          }) {
        try (Wire wire = connect()) {
          wire.sendAside(start + fields + "\r\n");
          Answer answer = wire.answer();
          assertEquals(over == 0 ? 200 : 431, answer.status(), answer::head);
        }
      }
    }
  }

  /** RFC 9112 §3: where there is no target, none is too long. */
  @Test
  default void aMethodWithoutAnEndIs400AndClosed() throws IOException {
    try (Wire wire = connect()) {
      wire.sendAside(request("A".repeat(100_000) + " / HTTP/1.1", "Host: localhost"));
      assertClosingProblem(wire.answer(), 400);
      assertGone(wire);
    }
  }

  /** Contract: half the limit of 16 KiB is fine, in one field or in many. */
  @Test
  default void aHeaderSectionOf8KibibytesIsUnderstood() throws IOException {
    for (String fields : new String[] {oneFieldOf(8 * 1024), manyFieldsOf(8)}) {
      try (Wire wire = connect()) {
        wire.send("GET / HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n");
        RootAnswer.assertKept(wire.answer());
        wire.send("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n" + fields + "\r\n");
        RootAnswer.assertKept(wire.answer());
        wire.send(kept("GET", "/"));
        RootAnswer.assertKept(wire.answer());
      }
    }
  }

  /** RFC 6585 §5; the limit is 16 KiB. */
  @Test
  default void aHeaderSectionOf20KibibytesIs431AndClosed() throws IOException {
    for (String fields :
        new String[] {oneFieldOf(20 * 1024), manyFieldsOf(20), oneFieldOf(100 * 1024)}) {
      for (String line : new String[] {"GET / HTTP/1.1", "GET / HTTP/1.0"}) {
        try (Wire wire = connect()) {
          wire.sendAside(line + "\r\nHost: localhost\r\n" + fields + "\r\n");
          assertClosingProblem(wire.answer(), 431);
          assertGone(wire);
        }
      }
    }
  }

  /** The limits count for each request anew, not for the connection. */
  @Test
  default void theLimitsCountForEachRequestAnew() throws IOException {
    try (Wire wire = connect()) {
      String request = request("GET / HTTP/1.1", "Host: localhost", "X-Long: " + "x".repeat(4096));
      for (int i = 0; i < 10; i++) {
        wire.send(request);
        RootAnswer.assertKept(wire.answer());
      }
    }
  }

  private static String lineOf(int bytes, String version) {
    String start = "GET /";
    String line = start + "x".repeat(bytes - start.length() - 1 - version.length()) + " " + version;
    assertEquals(bytes, line.length());
    return line;
  }

  private static String oneFieldOf(int bytes) {
    return "X-Long: " + "x".repeat(bytes - "X-Long: \r\n".length()) + "\r\n";
  }

  /** Fields of 1 KiB each. */
  private static String manyFieldsOf(int kibibytes) {
    var fields = new StringBuilder();
    for (int i = 0; i < kibibytes; i++) {
      String name = "X-Long-" + i + ": ";
      fields.append(name).append("x".repeat(1024 - name.length() - 2)).append("\r\n");
    }
    return fields.toString();
  }
}
