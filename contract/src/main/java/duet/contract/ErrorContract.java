package duet.contract;

import static duet.contract.Problem.assertClosingProblem;
import static duet.contract.Problem.assertProblem;
import static duet.contract.Served.assertClosed;
import static duet.contract.Served.assertGone;
import static duet.contract.Served.kept;
import static duet.contract.Served.last;
import static duet.contract.Served.request;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Refused requests: what is said, and what becomes of the connection. */
public interface ErrorContract extends Served {

  /**
   * Contract, "Every route": RFC 9457 documents; a refusal of a whole request costs no connection.
   */
  @ParameterizedTest
  @CsvSource({
    "GET, /nowhere, 404",
    "GET, /Plaintext, 404",
    "GET, /plaintext/, 404",
    "POST, /nowhere, 404",
    "POST, /, 405",
    "BREW, /, 501",
    "GET, /delay/abc, 400"
  })
  default void anErrorIsAProblemAndLeavesTheConnectionUsable(String method, String path, int status)
      throws IOException {
    try (Wire wire = connect()) {
      wire.send(kept(method, path));
      assertProblem(wire.answer(), status);
      wire.send(request(method + " " + path + " HTTP/1.0", "Connection: Keep-Alive"));
      assertProblem(wire.answer(), status);
      wire.send(kept("GET", "/"));
      RootAnswer.assertKept(wire.answer());
      wire.send(last(method, path));
      assertClosingProblem(wire.answer(), status);
      assertClosed(wire);
    }
  }

  /**
   * RFC 9112 §9.3: a server reads a refused request's body to its end or closes. The body is a
   * request of its own here, so a server that does neither gives itself away.
   */
  @ParameterizedTest
  @CsvSource({
    "POST, /, 405",
    "PUT, /plaintext, 405",
    "POST, /nowhere, 404",
    "BREW, /, 501",
    "GET, /delay/abc, 400",
    "GET, /, 200",
    "GET, /json, 200"
  })
  default void aBodyNobodyAskedForIsNeverTakenForARequest(String method, String path, int status)
      throws IOException {
    String body = kept("GET", "/plaintext");
    String chunked = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
    String line = method + " " + path + " HTTP/1.1";
    String byLength = request(line, "Host: localhost", "Content-Length: " + body.length());
    String byChunks = request(line, "Host: localhost", "Transfer-Encoding: chunked");
    for (String[] pieces :
        new String[][] {
          {byLength + body + kept("GET", "/")},
          {byLength, body, kept("GET", "/")},
          {byChunks + chunked + kept("GET", "/")},
          {byChunks, chunked, kept("GET", "/")}
        }) {
      try (Wire wire = connect()) {
        wire.sendAside(pieces);
        Answer refused = wire.answer();
        assertEquals(status, refused.status(), refused::head);
        if (refused.connectionSays("close")) {
          assertGone(wire);
        } else {
          RootAnswer.assertKept(wire.answer());
        }
      }
    }
  }

  /** RFC 9112 §2.2, §3, §5: what is no request is 400, and nothing after it can be trusted. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET\r\n\r\n",
        "GET / HTTP/1.1\r\nbad header line\r\n\r\n",
        "GET / HTTP/1.0\r\nbad header line\r\n\r\n"
      })
  default void aMalformedRequestIs400AndClosed(String malformed) throws IOException {
    try (Wire wire = connect()) {
      wire.send(malformed);
      assertClosingProblem(wire.answer(), 400);
      assertClosed(wire);
    }
    try (Wire wire = connect()) {
      wire.send(kept("GET", "/"));
      RootAnswer.assertKept(wire.answer());
      wire.send(malformed + kept("GET", "/plaintext"));
      assertClosingProblem(wire.answer(), 400);
      assertGone(wire);
    }
  }
}
