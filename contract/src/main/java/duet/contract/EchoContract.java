package duet.contract;

import static duet.contract.Problem.assertClosingProblem;
import static duet.contract.Served.assertGone;
import static duet.contract.Served.kept;
import static duet.contract.Served.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /echo}: bodies, which are nobody's business but the client's (RFC 9112 §6). */
public interface EchoContract extends Served {
  /** The largest body that is echoed, in bytes. */
  int LIMIT_BYTES = 1024 * 1024;

  /** Contract: the body and its Content-Type come back, and the connection stays usable. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/octet-stream",
        "text/plain; charset=utf-8",
        "text/pl\u00e4in; title=\u00c3\u00bc" // bytes, whatever they mean (RFC 9110 §5.5)
      })
  default void theBodyComesBackWithItsType(String type) throws IOException {
    String everyByte =
        IntStream.range(0, 256).mapToObj(Character::toString).collect(Collectors.joining());
    for (String body : new String[] {"", "a", everyByte}) {
      try (Wire wire = connect()) {
        wire.send(post("HTTP/1.1", body, "Host: localhost", "Content-Type: " + type));
        Answer answer = wire.answer();
        assertEcho(body, answer);
        assertEquals(type, answer.field("Content-Type").orElse("none"));
        assertTrue(answer.field("Server").isPresent(), answer::head);
        RootAnswer.assertNow(answer.field("Date").orElse("no Date"));
        wire.send(kept("GET", "/"));
        RootAnswer.assertKept(wire.answer());
      }
    }
  }

  /**
   * RFC 9112 §6: text that looks like the end of an HTTP/1.0 request line is a body's like any
   * other.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        " HTTP/1.0\r\n",
        "GET / HTTP/1.0\r\n\r\n",
        "before\r\n HTTP/1.0\r\nafter",
        "a line that ends in HTTP/1.0\r\nConnection: close\r\n\r\n",
        "\r\nGET / HTTP/1.0\r\n"
      })
  default void aBodyThatLooksLikeARequestLineComesBackUnchanged(String body) throws IOException {
    try (Wire wire = connect()) {
      for (String head : new String[] {"HTTP/1.1", "HTTP/1.0"}) {
        String post = post(head, body, "Host: localhost", "Connection: Keep-Alive");
        wire.send(post);
        assertEcho(body, wire.answer());
        wire.send(post + kept("GET", "/"));
        assertEcho(body, wire.answer());
        RootAnswer.assertKept(wire.answer());
      }
    }
  }

  /** The same where a segment begins with the body, and inside what looks like a version. */
  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1", "HTTP/1.0"})
  default void suchABodyMayBeSplitAnywhere(String version) throws IOException {
    String body = "GET / HTTP/1.0\r\n\r\n";
    String post = post(version, body, "Host: localhost", "Connection: Keep-Alive");
    try (Wire wire = connect()) {
      for (int at = post.length() - body.length() - 4; at < post.length(); at++) {
        wire.send(post.substring(0, at), post.substring(at));
        assertEcho(body, wire.answer());
      }
      wire.send(kept("GET", "/"));
      RootAnswer.assertKept(wire.answer());
    }
  }

  /** RFC 9112 §7.1: chunks are framing, not content. */
  @Test
  default void aChunkedBodyComesBackWhole() throws IOException {
    String head = request("POST /echo HTTP/1.1", "Host: localhost", "Transfer-Encoding: chunked");
    String chunks = "5\r\nHello\r\nB\r\n HTTP/1.0\r\n\r\n7\r\n, World\r\n0\r\n\r\n";
    try (Wire wire = connect()) {
      wire.send(head + chunks + kept("GET", "/"));
      assertEcho("Hello HTTP/1.0\r\n, World", wire.answer());
      RootAnswer.assertKept(wire.answer());
      for (int at = 1; at < chunks.length(); at++) {
        wire.send(head + chunks.substring(0, at), chunks.substring(at));
        assertEcho("Hello HTTP/1.0\r\n, World", wire.answer());
      }
      wire.send(head + "0\r\n\r\n");
      assertEcho("", wire.answer());
      wire.send(kept("GET", "/"));
      RootAnswer.assertKept(wire.answer());
    }
  }

  /** Contract: up to 1 MiB. */
  @Test
  default void exactlyOneMebibyteComesBack() throws IOException {
    String body = "0123456789abcdef".repeat(LIMIT_BYTES / 16);
    try (Wire wire = connect()) {
      wire.sendAside(post("HTTP/1.1", body, "Host: localhost"));
      assertEcho(body, wire.answer());
      wire.send(kept("GET", "/"));
      RootAnswer.assertKept(wire.answer());
      wire.sendAside(chunked(body));
      assertEcho(body, wire.answer());
      wire.send(kept("GET", "/"));
      RootAnswer.assertKept(wire.answer());
    }
  }

  /**
   * RFC 9110 §15.5.14; the server closes, for what it refused to read would be the next request.
   */
  @Test
  default void oneByteMoreIs413AndClosed() throws IOException {
    String body = "x".repeat(LIMIT_BYTES + 1);
    for (String post :
        new String[] {
          post("HTTP/1.1", body, "Host: localhost"),
          post("HTTP/1.0", body, "Connection: Keep-Alive"),
          chunked(body)
        }) {
      try (Wire wire = connect()) {
        wire.sendAside(post);
        assertClosingProblem(wire.answer(), 413);
        assertGone(wire);
      }
    }
  }

  private static String post(String version, String body, String... fields) {
    var head = new StringBuilder("POST /echo ").append(version).append("\r\n");
    for (String field : fields) {
      head.append(field).append("\r\n");
    }
    return head + "Content-Length: " + body.length() + "\r\n\r\n" + body;
  }

  /** In chunks of 64 KiB, the last one shorter where need be. */
  private static String chunked(String body) {
    var message =
        new StringBuilder(
            request("POST /echo HTTP/1.1", "Host: localhost", "Transfer-Encoding: chunked"));
    int most = 64 * 1024;
    for (int at = 0; at < body.length(); at += most) {
      String chunk = body.substring(at, Math.min(at + most, body.length()));
      message.append(String.format(Locale.ROOT, "%x\r\n%s\r\n", chunk.length(), chunk));
    }
    return message.append("0\r\n\r\n").toString();
  }

  private static void assertEcho(String body, Answer answer) {
    assertEquals(200, answer.status(), answer::head);
    // Not assertEquals: a megabyte makes no message.
    assertTrue(body.equals(answer.body()), () -> "the body must come back: " + answer.head());
  }
}
