package duet.contract;

import static duet.contract.Problem.assertClosingProblem;
import static duet.contract.Refusal.assertRefused;
import static duet.contract.Served.request;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Field lines (RFC 9112 §5, RFC 9110 §5). */
public interface FieldContract extends Served {

  /**
   * RFC 9112 §2.2 (bare CR and LF, whitespace before the first field), §5.1 (whitespace before the
   * colon), §5.2 (folded fields), RFC 9110 §5.1 and §5.6.2 (names are tokens).
   */
  @Patient
  @ParameterizedTest
  @ValueSource(
      strings = {
        "NoColon",
        ": empty name",
        ":",
        "X : y",
        "X\\t: y",
        "Content-Length : 5",
        " X: y",
        "\\tX: y",
        " ",
        "X: y\\r\\n folded",
        "X: y\\r\\n\\tfolded",
        "X: y\\r\\n Z: folded",
        "X: y\\r\\n ",
        "X: y\\nZ: w",
        "X: y\\rZ: w",
        "X: y\\r",
        "X: y\\r\\r",
        "\\n",
        "\\r",
        "X: \\x00",
        "X: a\\x00b",
        "X: a\\x01b",
        "X: a\\x07b",
        "X: a\\x0bb",
        "X: a\\x0cb",
        "X: a\\x1fb",
        "X: a\\x7fb",
        "X\\x00: y",
        "X\\x7f: y",
        "X\\x80: y",
        "\\xc3\\xa9: y",
        "X Y: z",
        "X\\tY: z",
        "X(: y",
        "X,Y: z",
        "X/: y",
        "X;: y",
        "X<: y",
        "X=: y",
        "X@: y",
        "X[: y",
        "X]: y",
        "X{: y",
        "X}: y",
        "X\\\\: y",
        "X\": y",
        "X?: y",
        "Content-\\xccength: 5",
        "Content-,ength: 5"
      })
  default void aMalformedFieldIsRefused(String line) throws IOException {
    String bytes = Escaped.bytes(line);
    String id = "field: " + line;
    assertRefused(this, id, request("GET / HTTP/1.1", "Host: localhost", bytes), 400);
    assertRefused(this, id, request("GET / HTTP/1.1", bytes, "Host: localhost"), 400);
    assertRefused(this, id, request("GET / HTTP/1.0", bytes, "Host: localhost"), 400);
  }

  /** RFC 9112 §2.2: a bare CR is refused as it stands, without an LF that may never come. */
  @Patient
  @ParameterizedTest
  @ValueSource(strings = {"\\rabc", "X: y\\r\\n\\rabc"})
  default void aBareCrWhereALineBeginsIsNotWaitedOn(String rest) throws IOException {
    String head = "PUT /echo HTTP/1.1\r\nHost: localhost\r\n" + Escaped.bytes(rest);
    for (int at = head.indexOf(" /echo"); at <= head.length(); at++) {
      try (Wire wire = connect()) {
        wire.send(head.substring(0, at), head.substring(at));
        assertEquals(400, wire.answer().status());
      }
    }
  }

  /** RFC 9112 §2.2: the empty line must be one. */
  @ParameterizedTest
  @ValueSource(strings = {"\\n", "\\r\\r\\n", " \\r\\n"})
  default void aHeaderSectionThatDoesNotEndIsRefused(String end) throws IOException {
    assertRefused(
        this,
        "end: " + end,
        "GET / HTTP/1.1\r\nHost: localhost\r\n" + Escaped.bytes(end) + "\r\n",
        400);
  }

  /** RFC 9110 §5.5, §5.6.2: what is in order is let through, in a name of any case too. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "X:y",
        "X:",
        "X: ",
        "X:\\t y\\t ",
        "X: a\\tb",
        "X: \"quoted\\\\\" (comment)",
        "X: \\x80\\xff\\xc3\\xa9",
        "!#$%&'*+-.^_`|~0aZ: y",
        "ACCEPT: */*",
        "Content-Strength: 5",
        "Content_Length: 5",
        "Transfer_Encoding: chunked",
        "Content-Rength: 5",
        "Content-Rype: a"
      })
  default void aFieldInOrderIsLetThrough(String line) throws IOException {
    String request = request("GET / HTTP/1.1", "Host: localhost", Escaped.bytes(line));
    try (Wire wire = connect()) {
      wire.send(request + request);
      RootAnswer.assertKept(wire.answer());
      RootAnswer.assertKept(wire.answer());
    }
  }

  /** RFC 9110 §5.3, §8.3: Content-Type is no list, and two recipients may choose differently. */
  @Test
  default void aSecondContentTypeIsRefused() throws IOException {
    assertRefused(
        this,
        "field: two Content-Type",
        request(
                "POST /echo HTTP/1.1",
                "Host: localhost",
                "Content-Length: 2",
                "Content-Type: text/plain",
                "Content-Type: text/html")
            + "ok",
        400);
  }

  /** RFC 6585 §5; contract: a hundred fields are fine, one more is not. */
  @Test
  default void aHundredFieldsAreFineAndOneMoreIs431() throws IOException {
    for (String version : new String[] {"HTTP/1.1", "HTTP/1.0"}) {
      String start = "GET / " + version + "\r\nHost: localhost\r\n";
      assertEquals(200, ask(start + "X: y\r\n".repeat(99) + "\r\n").status());
      assertRefused(this, "fields: 101", start + "X: y\r\n".repeat(100) + "\r\n", 431);
    }
  }

  /** RFC 9112 §2.2: a server ignores an empty line before a request, and after one. */
  @Test
  default void emptyLinesBeforeARequestAreIgnored() throws IOException {
    String request = request("GET / HTTP/1.1", "Host: localhost");
    try (Wire wire = connect()) {
      wire.send("\r\n" + request + "\r\n\r\n" + request, "\r", "\n", "\r\n", request);
      for (int i = 0; i < 3; i++) {
        RootAnswer.assertKept(wire.answer());
      }
    }
    String http10 = request("GET / HTTP/1.0", "Connection: keep-alive");
    try (Wire wire = connect()) {
      wire.send("\r\n" + http10 + "\r\n" + http10);
      RootAnswer.assertKept(wire.answer());
      RootAnswer.assertKept(wire.answer());
    }
  }

  /** RFC 9110 §5.5: of a field that means nothing to HTTP/1.0 too. */
  @Test
  default void aControlInAnExpectationIs400InEitherVersion() throws IOException {
    for (String version : new String[] {"HTTP/1.1", "HTTP/1.0"}) {
      for (String value : new String[] {"\0", "100-continue\1", "\u007f"}) {
        assertClosingProblem(
            ask(request("GET / " + version, "Host: localhost", "Expect: " + value)), 400);
      }
    }
  }
}
