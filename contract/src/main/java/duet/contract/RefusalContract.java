package duet.contract;

import static duet.contract.Problem.assertClosingProblem;
import static duet.contract.Served.assertClosed;
import static duet.contract.Served.assertGone;
import static duet.contract.Served.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
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

  /** RFC 9110 §9.3.2: to HEAD too there is no body. */
  @ParameterizedTest
  @ValueSource(strings = {"Expect: x", "Host: two"})
  default void aRefusedHeadIsAnsweredWithoutABody(String field) throws IOException {
    try (Wire wire = connect()) {
      wire.send(request("HEAD / HTTP/1.1", "Host: localhost", field));
      Answer answer = wire.answerToHead();
      assertEquals("close", answer.field("Connection").orElse("none"), answer::head);
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
