package duet.contract;

import static duet.contract.Problem.assertClosingProblem;
import static duet.contract.Served.assertClosed;
import static duet.contract.Served.assertGone;
import static duet.contract.Served.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a refusal says, and that it is heard. */
public interface RefusalContract extends Served {

  /** RFC 9457, RFC 9110 §15.5 and §15.6; the status line is the server's own (RFC 9112 §2.3). */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET # HTTP/1.1 | Host: h | 400",
        "GET / HTTP/1.1 | X: y | 400",
        "GET / HTTP/1.1 | No Colon | 400",
        "POST /echo HTTP/1.1 | Host: h~Content-Length: 1048577 | 413",
        "POST /echo HTTP/1.1 | Host: h~Content-Length: 1~Content-Encoding: x | 415",
        "GET / HTTP/1.1 | Host: h~Expect: x | 417",
        "GET https://h/ HTTP/1.1 | Host: h | 421",
        "CONNECT h:443 HTTP/1.1 | Host: h | 501",
        "POST /echo HTTP/1.1 | Host: h~Transfer-Encoding: x, chunked | 501",
        "GET / HTTP/2.0 | Host: h | 505"
      })
  default void aRefusalIsAProblemAndTheLastAnswer(String line, String fields, int status)
      throws IOException {
    try (Wire wire = connect()) {
      wire.send(request(line, fields.split("~", -1)));
      Answer answer = wire.answer();
      assertClosingProblem(answer, status);
      assertTrue(answer.head().startsWith("HTTP/1.1 "), answer::head);
      assertClosed(wire);
    }
  }

  /** RFC 9110 §9.3.2: to HEAD the fields are those that GET meets, and there is no body. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/ HTTP/1.1|Expect: x",
        "/ HTTP/1.1|Host: two",
        "/ HTTP/1.1|Transfer-Encoding: x, chunked",
        "/ HTTP/1.1|Content-Length: 3, 4",
        "/a%zz HTTP/1.1|X: 1",
        "https://localhost/ HTTP/1.1|X: 1",
        "/ HTTP/2.0|X: 1"
      })
  default void aRefusedHeadIsAnsweredAsGetIsWithoutABody(String line, String field)
      throws IOException {
    try (Wire wire = connect();
        Wire get = connect()) {
      wire.send(request("HEAD " + line, "Host: localhost", field));
      get.send(request("GET " + line, "Host: localhost", field));
      Answer answer = wire.answerToHead();
      Answer whole = get.answer();
      assertEquals("close", answer.field("Connection").orElse("none"), answer::head);
      assertEquals(whole.status(), answer.status());
      for (String name : List.of("Content-Length", "Content-Type", "Server")) {
        assertEquals(whole.field(name), answer.field(name), answer::head);
      }
      assertGone(wire);
    }
  }

  /** The same where it is the line itself that is not in order. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ HTTP/1.1 \\r\\n",
        " / HTTP/1.1\\r\\n",
        "/ HTTP/1.1\\n",
        "/ HTTP/1.1\\rX\\r\\n",
        "/ HTTP/1.1\\r\\r\\n",
        "/\\n",
        "/\\r\\n",
        "\\r\\n",
        "/ a b\\r\\n"
      })
  default void aMalformedHeadIsAnsweredWithoutABody(String rest) throws IOException {
    try (Wire wire = connect()) {
      wire.send("HEAD " + Escaped.bytes(rest) + "Host: localhost\r\n\r\n");
      Problem.assertProblemHead(wire.answerToHead(), 400);
      assertGone(wire);
    }
    try (Wire wire = connect()) {
      wire.send("HEAD /" + "x".repeat(9000));
      Problem.assertProblemHead(wire.answerToHead(), 414);
      assertGone(wire);
    }
  }

  /**
   * RFC 9112 §9.6: who is still sending hears why nobody listens, and meets no reset. "MUST" is
   * only that the server closes; that it does so in stages is the contract's.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 1048577",
        "Content-Length: 300000~Content-Encoding: gzip",
        "Content-Length: 300000~Host: two",
        "No Colon"
      })
  default void aRefusalReachesAClientThatIsStillSending(String fields) throws IOException {
    String piece = "x".repeat(30_000);
    try (Wire wire = connect()) {
      wire.send(request("POST /echo HTTP/1.1", ("Host: localhost~" + fields).split("~", -1)));
      wire.send(piece, piece, piece, piece, piece, piece, piece, piece);
      Answer answer = wire.answer();
      assertTrue(answer.status() >= 400, answer::head);
      assertClosed(wire);
    }
  }
}
