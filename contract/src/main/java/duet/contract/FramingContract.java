package duet.contract;

import static duet.contract.Problem.assertClosingProblem;
import static duet.contract.Served.assertGone;
import static duet.contract.Served.last;
import static duet.contract.Served.request;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a request ends: what a client means as a body is never answered as a request. */
public interface FramingContract extends Served {

  /**
   * RFC 9110 §10.1.1: a client that waits for 100 (Continue) may send its body all the same; a
   * server that did not ask for it must read it or close.
   */
  @ParameterizedTest
  @ValueSource(strings = {"GET /", "POST /", "POST /nowhere", "PUT /json"})
  default void aBodyThatWaitedFor100AndCameAllTheSameIsNoRequest(String line) throws IOException {
    String body = last("GET", "/plaintext");
    try (Wire wire = connect()) {
      wire.sendAside(
          request(
                  line + " HTTP/1.1",
                  "Host: localhost",
                  "Expect: 100-continue",
                  "Content-Length: " + body.length())
              + body);
      Answer answer = wire.answer();
      assertTrue(answer.connectionSays("close"), answer::head);
      assertGone(wire);
    }
  }

  /** RFC 9112 §6.1: HTTP/1.0 does not know Transfer-Encoding, so the framing is faulty. */
  @Test
  default void http10WithTransferEncodingIsRefusedAndClosed() throws IOException {
    try (Wire wire = connect()) {
      wire.sendAside(
          request("POST /echo HTTP/1.0", "Connection: keep-alive", "Transfer-Encoding: chunked")
              + "5\r\nhello\r\n0\r\n\r\n"
              + last("GET", "/plaintext"));
      assertClosingProblem(wire.answer(), 400);
      assertGone(wire);
    }
  }

  /** RFC 9110 §8.6: what is no single length is none in HTTP/1.0 either. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "3~Content-Length: 3",
        "0~Content-Length: 3",
        "3~Content-Length: 3, 3",
        "3, 3",
        "03",
        "+3",
        "-3",
        "3x",
        "0x3",
        ""
      })
  default void http10WithALengthThatIsNoneIsRefusedAndClosed(String length) throws IOException {
    String[] fields = ("Connection: keep-alive~Content-Length: " + length).split("~", -1);
    try (Wire wire = connect()) {
      wire.sendAside(request("POST /echo HTTP/1.0", fields) + "one" + last("GET", "/plaintext"));
      assertClosingProblem(wire.answer(), 400);
      assertGone(wire);
    }
  }
}
