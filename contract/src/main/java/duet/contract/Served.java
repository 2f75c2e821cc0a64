package duet.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.Map;

/** A server under the contract, and how a test speaks to it. */
public interface Served {
  /** Where it listens: {@code http://host:port}. */
  URI base();

  /**
   * What this server's framework gives it no way to refuse, by the id of the case, with the reason.
   * Such a case passes as long as the server really does otherwise, and fails once it does not: an
   * exception goes when its reason has gone.
   */
  default Map<String, String> exceptions() {
    return Map.of();
  }

  /** A new connection; the test closes it. */
  default Wire connect() throws IOException {
    return Wire.to(base());
  }

  /** Asks once on a connection of its own, which it does not wait to see closed. */
  default Answer ask(String request) throws IOException {
    try (Wire wire = connect()) {
      wire.send(request);
      return request.startsWith("HEAD ") ? wire.answerToHead() : wire.answer();
    }
  }

  /** A request head: request line and field lines as given, and the empty line. */
  static String request(String line, String... fields) {
    var head = new StringBuilder(line).append("\r\n");
    for (String field : fields) {
      head.append(field).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  /** An HTTP/1.1 request without a body on a connection that is to stay open. */
  static String kept(String method, String target) {
    return request(method + " " + target + " HTTP/1.1", "Host: localhost");
  }

  /** An HTTP/1.1 request without a body, the last one on its connection. */
  static String last(String method, String target) {
    return request(method + " " + target + " HTTP/1.1", "Host: localhost", "Connection: close");
  }

  /**
   * RFC 9112 §9.6: a server that said {@code close} closes, in good order and without another byte.
   */
  static void assertClosed(Wire wire) throws IOException {
    assertEquals(Ending.CLOSED, wire.ending(), "end of the connection");
  }

  /**
   * For a request the server refuses before it has read all of it: what it left unread makes the
   * kernel send RST for FIN, and closing in stages to avoid that is what servers "typically" do,
   * not what they must (RFC 9112 §9.6). The whole answer has been read when this is called.
   */
  static void assertGone(Wire wire) throws IOException {
    Ending ending = wire.ending();
    assertTrue(
        EnumSet.of(Ending.CLOSED, Ending.RESET).contains(ending),
        () -> "connection must be closed: " + ending);
  }
}
