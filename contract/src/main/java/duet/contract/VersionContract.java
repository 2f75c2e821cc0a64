package duet.contract;

import static duet.contract.Refusal.assertRefused;
import static duet.contract.Served.assertClosed;
import static duet.contract.Served.kept;
import static duet.contract.Served.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * HTTP/1.0 clients, ApacheBench first of all (RFC 9110 §2.5, RFC 9112 appendix C.2). The version in
 * the status line may be 1.0 or 1.1 (RFC 9112 §2.3).
 */
public interface VersionContract extends Served {

  /**
   * RFC 9112 §9.3: without {@code keep-alive} HTTP/1.0 does not persist; §3.2: it needs no Host.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Nothing: 1",
        "Host: localhost",
        "Connection: close",
        "Connection: foo",
        "Accept: */*"
      })
  default void http10IsAnsweredIn122BytesAndClosed(String field) throws IOException {
    try (Wire wire = connect()) {
      wire.send(request("GET / HTTP/1.0", field));
      RootAnswer.assertClosing(wire.answer());
      assertClosed(wire);
    }
  }

  /** RFC 9112 §2.1: a request may have no field at all. */
  @Test
  default void http10WithoutAnyFieldIsAnswered() throws IOException {
    try (Wire wire = connect()) {
      wire.send("GET / HTTP/1.0\r\n\r\n");
      RootAnswer.assertClosing(wire.answer());
      assertClosed(wire);
    }
  }

  /** RFC 9112 §9.3; {@code Keep-Alive} is how {@code ab -k} spells it. */
  @ParameterizedTest
  @ValueSource(strings = {"Keep-Alive", "keep-alive", "KEEP-ALIVE"})
  default void http10KeepAliveAnswersThreeRequestsIn127BytesEach(String connection)
      throws IOException {
    try (Wire wire = connect()) {
      for (int i = 0; i < 3; i++) {
        wire.send(request("GET / HTTP/1.0", "Connection: " + connection));
        RootAnswer.assertKept(wire.answer());
      }
    }
  }

  /**
   * RFC 9112 §9.3 lets a server close; what it may not do is say one thing and do another. Vert.x
   * looks for {@code keep-alive} alone in the field, so its server closes where Helidon's keeps.
   */
  @Test
  default void http10KeepAliveAmongOtherOptionsIsKeptOrClosedAsSaid() throws IOException {
    try (Wire wire = connect()) {
      wire.send(request("GET / HTTP/1.0", "Connection: foo, Keep-Alive"));
      Answer first = wire.answer();
      if (first.connectionSays("close")) {
        RootAnswer.assertClosing(first);
        assertClosed(wire);
      } else {
        RootAnswer.assertKept(first);
        wire.send(request("GET / HTTP/1.0"));
        RootAnswer.assertClosing(wire.answer());
        assertClosed(wire);
      }
    }
  }

  /** RFC 9112 §9.3.2: answers stand in the order of their requests. */
  @Test
  default void http10KeepAliveRequestsPipelinedInOneSegmentAreAnsweredInOrder() throws IOException {
    try (Wire wire = connect()) {
      String root = request("GET / HTTP/1.0", "Connection: Keep-Alive");
      String plaintext = request("GET /plaintext HTTP/1.0", "Connection: Keep-Alive");
      wire.send(root + plaintext + root + root + plaintext + request("GET / HTTP/1.0"));
      RootAnswer.assertKept(wire.answer());
      assertEquals("Hello, World!", wire.answer().body());
      RootAnswer.assertKept(wire.answer());
      RootAnswer.assertKept(wire.answer());
      assertEquals("Hello, World!", wire.answer().body());
      RootAnswer.assertClosing(wire.answer());
      assertClosed(wire);
    }
  }

  /** RFC 9112 §9.3: each message speaks for itself. */
  @Test
  default void oneConnectionMayMixVersions() throws IOException {
    try (Wire wire = connect()) {
      wire.send(request("GET / HTTP/1.0", "Connection: Keep-Alive"));
      RootAnswer.assertKept(wire.answer());
      wire.send(kept("GET", "/"));
      RootAnswer.assertKept(wire.answer());
      wire.send(request("GET / HTTP/1.0", "Connection: Keep-Alive"));
      RootAnswer.assertKept(wire.answer());
      wire.send(request("GET / HTTP/1.0"));
      RootAnswer.assertClosing(wire.answer());
      assertClosed(wire);
    }
  }

  /** As above, in one segment: the version of one request must not colour its neighbours. */
  @Test
  default void oneSegmentMayMixVersions() throws IOException {
    try (Wire wire = connect()) {
      wire.send(
          kept("GET", "/")
              + request("GET / HTTP/1.0", "Connection: Keep-Alive")
              + kept("GET", "/")
              + request("GET / HTTP/1.0"));
      RootAnswer.assertKept(wire.answer());
      RootAnswer.assertKept(wire.answer());
      RootAnswer.assertKept(wire.answer());
      RootAnswer.assertClosing(wire.answer());
      assertClosed(wire);
    }
  }

  /** RFC 9110 §9.3.2. */
  @Test
  default void http10HeadHasTheFieldsOfGetAndNoBody() throws IOException {
    try (Wire wire = connect()) {
      wire.send(request("HEAD / HTTP/1.0", "Connection: Keep-Alive"));
      RootAnswer.assertHead(wire.answerToHead(), "keep-alive");
      wire.send(request("HEAD / HTTP/1.0"));
      RootAnswer.assertHead(wire.answerToHead(), "close");
      assertClosed(wire);
    }
  }

  /** RFC 9112 §6.1: a server must not send a transfer coding to a client that is not 1.1. */
  @ParameterizedTest
  @ValueSource(strings = {"/plaintext", "/json", "/delay/0", "/nowhere", "/delay/abc"})
  default void http10NeverGetsChunksAndIsToldWhatBecomesOfItsConnection(String path)
      throws IOException {
    try (Wire wire = connect()) {
      wire.send(request("GET " + path + " HTTP/1.0", "Connection: Keep-Alive"));
      Answer first = wire.answer();
      assertTrue(first.field("Content-Length").isPresent(), first::head);
      assertTrue(first.connectionSays("keep-alive"), first::head);
      wire.send(request("GET " + path + " HTTP/1.0"));
      Answer second = wire.answer();
      assertTrue(second.field("Transfer-Encoding").isEmpty(), second::head);
      assertTrue(second.connectionSays("close"), second::head);
      assertEquals(first.status(), second.status());
      assertEquals(first.body(), second.body());
      assertClosed(wire);
    }
  }

  /** RFC 9112 §2.3: {@code HTTP/} in capitals, a digit, a point, a digit; §3: and always there. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        " HTTP/1", " HTTP/1.", " HTTP/.1", " HTTP/11", " HTTP/1.10", " HTTP/01.1", " HTTP/1.01",
        " HTTP/1,1", " HTTP/1.x", " HTTP/x.1", " HTTP/-1.1", " HTTP/+1.1", " HTTP/1.1x",
            " HTTP 1.1",
        " HTTP1.1", " HTTP//1.1", " http/1.1", " Http/1.1", " HTP/1.1", " ICY/1.1", " XHTTP/1.1",
        " HTTP/\\x001.1", " HTTP/1.\\xb1", " ", ""
      })
  default void aMalformedVersionIsRefused(String version) throws IOException {
    assertRefused(
        this,
        "version:" + version,
        request("GET /" + Escaped.bytes(version), "Host: localhost"),
        400);
  }

  /** RFC 9110 §15.6.6: another major version is not supported, HTTP/2's preface included. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/2.0",
        "GET / HTTP/3.0",
        "GET / HTTP/9.9",
        "GET / HTTP/0.9",
        "GET / HTTP/2.1",
        "PRI * HTTP/2.0"
      })
  default void anotherMajorVersionIsNotSupported(String line) throws IOException {
    assertRefused(this, "version: major", request(line, "Host: localhost"), 505);
  }

  /** RFC 9110 §2.5: a higher minor version is answered with the highest the server has. */
  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.2", "HTTP/1.9"})
  default void aHigherMinorVersionIsAnsweredAs11(String version) throws IOException {
    try (Wire wire = connect()) {
      String request = request("GET / " + version, "Host: localhost");
      wire.send(request + request);
      RootAnswer.assertKept(wire.answer());
      Answer second = wire.answer();
      assertEquals("HTTP/1.1", second.version());
      RootAnswer.assertKept(second);
    }
  }

  /** RFC 9112 §2.3: a request of HTTP/0.9 is none. */
  @Test
  default void aSimpleRequestIsRefused() throws IOException {
    assertRefused(this, "version: 0.9", "GET /\r\n", 400);
  }
}
