package duet.contract;

import static duet.contract.Refusal.assertRefused;
import static duet.contract.Served.kept;
import static duet.contract.Served.request;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a request's body is, said in one way that all read alike (RFC 9112 §6). */
public interface TransferContract extends Served {
  String CHUNKS = "5\r\nhello\r\n0\r\n\r\n";

  /** RFC 9112 §6.1: with both, an attacker means something else by each. */
  @ParameterizedTest
  @ValueSource(strings = {"5", "0", "15", "+5", "x", ""})
  default void aLengthBesideATransferCodingIsRefused(String length) throws IOException {
    String coding = "Transfer-Encoding: chunked";
    String number = "Content-Length: " + length;
    for (String[] fields : new String[][] {{coding, number}, {number, coding}}) {
      for (String line : new String[] {"POST /echo HTTP/1.1", "GET / HTTP/1.1"}) {
        assertRefused(
            this,
            "both lengths",
            request(line, "Host: localhost", fields[0], fields[1]) + CHUNKS,
            400);
      }
    }
  }

  /** RFC 9112 §6.1, §6.3: without a final chunked, or with two, nobody knows where it ends. */
  @Patient
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "identity",
        "gzip",
        "xchunked",
        "chunke",
        "chunkedx",
        "\"chunked\"",
        "'chunked'",
        "chunked;q=1",
        "chunked=",
        "chunked gzip",
        "chunked, gzip",
        "chunked, identity",
        "chunked, chunked",
        "chunked,",
        ", chunked",
        "chunked\\x0b",
        "\\x0bchunked",
        "\\x0cchunked",
        "chunked\\x00",
        "\\xa0chunked",
        "ch\\xfcnked"
      })
  default void aTransferCodingThatIsNotChunkedAtLastIsRefused(String coding) throws IOException {
    String field = "Transfer-Encoding: " + Escaped.bytes(coding);
    assertRefused(
        this,
        "coding: " + coding,
        request("POST /echo HTTP/1.1", "Host: localhost", field) + CHUNKS,
        400);
  }

  /** As above, said in two lines (RFC 9110 §5.3). */
  @ParameterizedTest
  @CsvSource({"chunked, chunked", "chunked, identity", "identity, identity", "chunked, ''"})
  default void twoTransferCodingsAreRefused(String first, String second) throws IOException {
    assertRefused(
        this,
        "coding: two",
        request(
                "POST /echo HTTP/1.1",
                "Host: localhost",
                "Transfer-Encoding: " + first,
                "Transfer-Encoding: " + second)
            + CHUNKS,
        400);
  }

  /** RFC 9112 §6.1: a transfer coding that the server does not understand is 501. */
  @ParameterizedTest
  @ValueSource(strings = {"gzip, chunked", "deflate,chunked", "identity, chunked", "x, chunked"})
  default void anUnknownTransferCodingIsNotImplemented(String codings) throws IOException {
    assertRefused(
        this,
        "coding: unknown",
        request("POST /echo HTTP/1.1", "Host: localhost", "Transfer-Encoding: " + codings) + CHUNKS,
        501);
  }

  /** RFC 9112 §6.3: without a length or a coding there is no body, whatever else a field says. */
  @Test
  default void aHandshakeOfWebSocketsFirstDraftsHasNoBody() throws IOException {
    try (Wire wire = connect()) {
      wire.send(
          request(
                  "GET / HTTP/1.1",
                  "Host: localhost",
                  "Connection: Upgrade",
                  "Upgrade: WebSocket",
                  "Sec-WebSocket-Key1: 4 @1  46546xW%0l 1 5",
                  "Sec-WebSocket-Key2: 12998 5 Y3 1  .P00")
              + kept("GET", "/plaintext"));
      RootAnswer.assertKept(wire.answer());
      assertEquals("Hello, World!", wire.answer().body());
    }
  }

  /**
   * RFC 9112 §7: the name of a coding is the same in any case; RFC 9110 §5.5: blanks are none's.
   */
  @ParameterizedTest
  @ValueSource(strings = {"chunked", "Chunked", "CHUNKED", "  chunked  ", "\\tchunked\\t"})
  default void chunkedMayBeWrittenInAnyCase(String coding) throws IOException {
    String field = "Transfer-Encoding:" + Escaped.bytes(coding);
    try (Wire wire = connect()) {
      wire.send(
          request("POST /echo HTTP/1.1", "Host: localhost", field) + CHUNKS + kept("GET", "/"));
      assertEquals("hello", wire.answer().body());
      RootAnswer.assertKept(wire.answer());
    }
  }

  /** RFC 9112 §6.3, RFC 9110 §8.6: digits; a leading zero is octal to some, and refused. */
  @Patient
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "+5",
        "-5",
        "-0",
        "0x5",
        "5 5",
        "5, 5",
        "5,5",
        "5;5",
        "5.0",
        "5e0",
        "5_0",
        "five",
        "05",
        "00",
        "0o5",
        "9223372036854775808",
        "18446744073709551621",
        "99999999999999999999999999",
        "\\x005",
        "5\\x0b",
        "\\xd9\\xa5"
      })
  default void aLengthThatIsNoNumberIsRefused(String length) throws IOException {
    String field = "Content-Length: " + Escaped.bytes(length);
    for (String line : new String[] {"POST /echo HTTP/1.1", "GET / HTTP/1.1", "GET / HTTP/1.0"}) {
      assertRefused(
          this, "length: " + length, request(line, "Host: localhost", field) + "hello", 400);
    }
  }

  /** RFC 9112 §6.3: be they the same or not. */
  @ParameterizedTest
  @ValueSource(strings = {"5", "6", "0"})
  default void aSecondLengthIsRefused(String second) throws IOException {
    assertRefused(
        this,
        "length: two",
        request(
                "POST /echo HTTP/1.1",
                "Host: localhost",
                "Content-Length: 5",
                "Content-Length: " + second)
            + "hello",
        400);
  }

  /** RFC 9110 §15.5.14: what is announced as too large is refused before it comes. */
  @ParameterizedTest
  @ValueSource(strings = {"1048577", "999999999", "9223372036854775799"})
  default void aLengthBeyondTheLimitIs413(String length) throws IOException {
    for (String line : new String[] {"POST /echo HTTP/1.1", "GET / HTTP/1.1", "GET / HTTP/1.0"}) {
      assertRefused(
          this,
          "length: beyond",
          request(line, "Host: localhost", "Content-Length: " + length),
          413);
    }
  }

  /** RFC 9110 §8.4, §15.5.16: a server that does not know a body's coding says so. */
  @ParameterizedTest
  @ValueSource(strings = {"gzip", "br", "identity", "x"})
  default void aContentCodingIsNotSupported(String coding) throws IOException {
    assertRefused(
        this,
        "content coding",
        request(
                "POST /echo HTTP/1.1",
                "Host: localhost",
                "Content-Encoding: " + coding,
                "Content-Length: 5")
            + "hello",
        415);
  }

  /** RFC 9110 §10.1.1: an expectation the server cannot meet is 417. */
  @ParameterizedTest
  @ValueSource(strings = {"200-ok", "100", "100-continue, 200-ok", "100-continue=1", "''", ""})
  default void anUnknownExpectationIs417(String expectation) throws IOException {
    assertRefused(
        this,
        "expectation",
        request("GET / HTTP/1.1", "Host: localhost", "Expect: " + expectation),
        417);
  }

  /** RFC 9110 §10.1.1: HTTP/1.0 knows no expectation, and nothing is said that it does not know. */
  @Test
  default void anExpectationOfHttp10IsIgnored() throws IOException {
    try (Wire wire = connect()) {
      wire.send(
          request(
              "POST /echo HTTP/1.0",
              "Connection: keep-alive",
              "Expect: 100-continue",
              "Content-Length: 2"),
          "ok");
      Answer answer = wire.answer();
      assertEquals(200, answer.status(), answer::head);
      assertEquals("ok", answer.body());
      wire.send(request("GET / HTTP/1.0", "Connection: keep-alive", "Expect: x"));
      RootAnswer.assertKept(wire.answer());
    }
  }

  /** RFC 9110 §10.1.1: with no body to wait for there is nothing to wait for. */
  @Test
  default void anExpectationWithoutABodyCostsNoConnection() throws IOException {
    try (Wire wire = connect()) {
      String get = request("GET / HTTP/1.1", "Host: localhost", "Expect: 100-Continue");
      wire.send(get + get);
      RootAnswer.assertKept(wire.answer());
      RootAnswer.assertKept(wire.answer());
    }
  }
}
