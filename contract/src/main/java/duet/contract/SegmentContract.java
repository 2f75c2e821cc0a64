package duet.contract;

import static duet.contract.Served.assertClosed;
import static duet.contract.Served.assertGone;
import static duet.contract.Served.kept;
import static duet.contract.Served.last;
import static duet.contract.Served.request;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * TCP knows no messages: where its segments begin and end must not matter (RFC 9112 §2.2, §9.3.2).
 */
public interface SegmentContract extends Served {

  /** RFC 9112 §2.2. */
  @Patient
  @Test
  default void aRequestMayComeByteByByte() throws IOException {
    for (String request :
        new String[] {
          last("GET", "/"),
          request("GET / HTTP/1.0"),
          request("GET / HTTP/1.0", "Host: localhost", "Accept: */*")
        }) {
      try (Wire wire = connect()) {
        wire.send(request.chars().mapToObj(Character::toString).toArray(String[]::new));
        RootAnswer.assertClosing(wire.answer());
        assertClosed(wire);
      }
    }
  }

  /** RFC 9112 §2.2: inside the version, inside CRLF and inside the empty line too. */
  @Test
  default void anHttp10RequestMayBeSplitAnywhere() throws IOException {
    String request = request("GET / HTTP/1.0", "Host: localhost");
    for (int at = 1; at < request.length(); at++) {
      try (Wire wire = connect()) {
        wire.send(request.substring(0, at), request.substring(at));
        RootAnswer.assertClosing(wire.answer());
        assertClosed(wire);
      }
    }
  }

  /** The same on one connection, so that each request also follows another. */
  @Patient
  @Test
  default void keptRequestsOfBothVersionsMayBeSplitAnywhere() throws IOException {
    try (Wire wire = connect()) {
      for (String request :
          new String[] {
            kept("GET", "/"), request("GET / HTTP/1.0", "Connection: Keep-Alive"),
          }) {
        for (int at = 1; at < request.length(); at++) {
          wire.send(request.substring(0, at), request.substring(at));
          RootAnswer.assertKept(wire.answer());
        }
      }
    }
  }

  /** RFC 9112 §9.3.2: the second request begins in the segment that ends the first. */
  @Test
  default void aSegmentMayEndInsideTheNextRequest() throws IOException {
    String first = kept("GET", "/");
    String second = request("GET /plaintext HTTP/1.0");
    for (int at = 1; at < second.length(); at++) {
      try (Wire wire = connect()) {
        wire.send(first + second.substring(0, at), second.substring(at));
        RootAnswer.assertKept(wire.answer());
        assertEquals("Hello, World!", wire.answer().body());
        assertClosed(wire);
      }
    }
  }

  /** RFC 9112 §9.3.2. */
  @Test
  default void twoRequestsInOneSegmentAreAnsweredInOrder() throws IOException {
    try (Wire wire = connect()) {
      wire.send(kept("GET", "/plaintext") + last("GET", "/"));
      assertEquals("Hello, World!", wire.answer().body());
      RootAnswer.assertClosing(wire.answer());
      assertClosed(wire);
    }
  }

  /** RFC 9112 §9.3.2: a slow answer holds back the quick ones behind it. */
  @Test
  default void tenPipelinedRequestsAreAnsweredInOrder() throws IOException {
    try (Wire wire = connect()) {
      var segment = new StringBuilder();
      for (int i = 0; i < 10; i++) {
        segment.append(kept("GET", "/delay/" + (20 - 2 * i)));
      }
      wire.send(segment.toString());
      for (int i = 0; i < 10; i++) {
        assertEquals(Integer.toString(20 - 2 * i), wire.answer().body());
      }
      wire.send(last("GET", "/"));
      RootAnswer.assertClosing(wire.answer());
      assertClosed(wire);
    }
  }

  /** RFC 9112 §6.3: a body ends where its length says, whatever follows in the segment. */
  @Test
  default void bodiesMayStandBetweenPipelinedRequests() throws IOException {
    String post = request("POST /echo HTTP/1.1", "Host: localhost", "Content-Length: 3") + "one";
    try (Wire wire = connect()) {
      wire.send(post + kept("GET", "/") + post + last("GET", "/"));
      assertEquals("one", wire.answer().body());
      RootAnswer.assertKept(wire.answer());
      assertEquals("one", wire.answer().body());
      RootAnswer.assertClosing(wire.answer());
      assertClosed(wire);
    }
  }

  /** RFC 9112 §9.6: a server that has sent {@code close} answers no further request. */
  @Test
  default void aRequestPipelinedAfterTheLastIsNotAnswered() throws IOException {
    for (String last :
        new String[] {
          last("GET", "/"),
          request("GET / HTTP/1.0"),
          request("GET / HTTP/1.0", "Connection: keep-alive", "Connection: close"),
          request("GET / HTTP/1.1", "Host: h", "Connection: keep-alive, close")
        }) {
      try (Wire wire = connect()) {
        wire.send(last + kept("GET", "/plaintext"));
        RootAnswer.assertClosing(wire.answer());
        assertClosed(wire);
      }
    }
  }

  /** The same for what is no request, after a body that nobody has asked for too. */
  @Test
  default void whatIsNoRequestIsNotRefusedAfterTheLastAnswer() throws IOException {
    for (String last :
        new String[] {
          last("GET", "/"),
          request("GET / HTTP/1.1", "Host: h", "Connection: keep-alive, close", "Content-Length: 3")
              + "one"
        }) {
      for (String rest : new String[] {" /plaintext HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\n\r\n"}) {
        try (Wire wire = connect()) {
          wire.send(last + rest);
          RootAnswer.assertClosing(wire.answer());
          assertClosed(wire);
        }
      }
    }
  }

  /**
   * RFC 9112 §9.6: what a client still sends costs it nothing of an answer that is on its way,
   * which the kernel would throw away if the connection closed at once.
   */
  @Patient
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /stream/2000000 HTTP/1.1",
        "GET /stream/2000000 HTTP/1.0",
        "POST /echo HTTP/1.1",
        "POST /echo HTTP/1.0"
      })
  default void aByteTooManyDoesNotCostTheAnswer(String line) throws IOException {
    String body = line.startsWith("POST") ? "x".repeat(1 << 20) : "";
    var pieces = new String[40];
    Arrays.fill(pieces, "\r\n");
    String[] fields = {"Host: localhost", "Connection: close", "Content-Length: " + body.length()};
    pieces[0] = request(line, fields) + body;
    try (Wire wire = connect()) {
      wire.send(
          pieces); // and only then reads: what the buffers do not hold is still with the server
      assertEquals(body.isEmpty() ? 2_000_000 : 1 << 20, wire.answer().body().length());
      assertGone(wire);
    }
  }
}
