package duet.contract;

import static duet.contract.Problem.assertClosingProblem;
import static duet.contract.Served.assertGone;
import static duet.contract.Served.kept;
import static duet.contract.Served.last;
import static duet.contract.Served.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
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

  /**
   * The same whatever such a client sends, before the answer or meanwhile, and however long the
   * answer takes: it is never read, and never costs the answer.
   */
  @Patient
  @ParameterizedTest
  @ValueSource(strings = {"GET /plaintext", "GET /delay/40", "GET /compute/1", "GET /db"})
  default void whatCameInsteadOfWaitingFor100CostsNoAnswer(String line) throws IOException {
    String[] chunked = {"Host: localhost", "Expect: 100-continue", "Transfer-Encoding: chunked"};
    String head = request(line + " HTTP/1.1", chunked);
    String large = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").repeat(20);
    for (String body : new String[] {"zz\r\n", "5\r\nhello0\r\n", "0\r\n\r\n", large}) {
      for (String[] pieces : new String[][] {{head + body}, {head, body}}) {
        try (Wire wire = connect()) {
          wire.sendAside(pieces);
          Answer answer = wire.answer();
          assertEquals(200, answer.status(), answer::head);
          assertTrue(answer.connectionSays("close"), answer::head);
          assertGone(wire);
        }
      }
    }
  }

  /** RFC 9112 §9.3.2: what is wrong with a request is said once its turn has come. */
  @Patient
  @ParameterizedTest
  @ValueSource(strings = {"/plaintext", "/delay/40", "/compute/1", "/db"})
  default void aRequestThatIsBrokenWaitsItsTurnToBeRefused(String first) throws IOException {
    String chunked =
        request("POST /echo HTTP/1.1", "Host: localhost", "Transfer-Encoding: chunked");
    for (String broken :
        new String[] {
          "GET / HTTP/1.1\r\n\r\n",
          "GET  /\r\n\r\n",
          chunked + "zz\r\n",
          chunked + "5\r\nhello0\r\n"
        }) {
      try (Wire wire = connect()) {
        wire.sendAside(kept("GET", first) + kept("GET", "/") + broken);
        Answer answer = wire.answer();
        assertEquals(200, answer.status(), answer::head);
        RootAnswer.assertKept(wire.answer());
        assertClosingProblem(wire.answer(), 400);
        assertGone(wire);
      }
    }
  }

  /** RFC 9112 §9.6: what stands behind the last request, in order or not, costs it no answer. */
  @Patient
  @ParameterizedTest
  @ValueSource(strings = {"close", "x, close", "close, x", "keep-alive, close"})
  default void whatStandsBehindTheLastRequestCostsNoAnswer(String options) throws IOException {
    String chunked = request("GET /json HTTP/1.1", "Host: a", "Transfer-Encoding: chunked");
    for (String path : new String[] {"/", "/plaintext", "/json", "/delay/5", "/db", "/nowhere"}) {
      String last = request("GET " + path + " HTTP/1.1", "Host: a", "Connection: " + options);
      for (String rest : new String[] {"zz\r\n", "100001\r\n", "0\r\n\r\n", "5\r\nhell"}) {
        try (Wire wire = connect()) {
          wire.sendAside(last + chunked + rest);
          assertTrue(wire.answer().connectionSays("close"));
          assertGone(wire);
        }
      }
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
