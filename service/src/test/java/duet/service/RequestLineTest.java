package duet.service;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestLineTest {

  private static int status(String line) {
    byte[] bytes = line.getBytes(ISO_8859_1);
    // What stands behind the line in the array is somebody else's.
    byte[] more = Arrays.copyOf(bytes, bytes.length + 9);
    Problem problem = RequestLine.refusal(more, bytes.length);
    return problem == null ? 200 : problem.status();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1",
        "GET / HTTP/1.0",
        "GET / HTTP/1.9",
        "M-SEARCH / HTTP/1.1",
        "!#$%&'*+-.^_`|~ / HTTP/1.1",
        "GET /a-._~!$&'()*+,;=:@/%20%C3%A9%fF HTTP/1.1",
        "GET /? HTTP/1.1",
        "GET /?a[]=b|c{d}^`/?%00%0d%0a HTTP/1.1",
        "GET //a//b/../c HTTP/1.1",
        "OPTIONS * HTTP/1.1",
        "GET http://h HTTP/1.1",
        "GET http://h?q HTTP/1.1",
        "GET HTTP://h:80/a?b HTTP/1.1",
        "GET http://[::1]/ HTTP/1.1"
      })
  void aLineInOrderIsLetThrough(String line) {
    assertEquals(200, status(line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "GET",
        "GET ",
        "GET /",
        "GET / ",
        "GET HTTP/1.1",
        "GET  HTTP/1.1",
        " GET / HTTP/1.1",
        "GET  / HTTP/1.1",
        "GET /  HTTP/1.1",
        "GET\t/ HTTP/1.1",
        "GET /\tHTTP/1.1",
        "GET / HTTP/1.1 ",
        "GET / HTTP/1.1\r",
        "GET / HTTP/1.1\nHost: h",
        "GET / HTTP/1",
        "GET / HTTP/1.",
        "GET / HTTP/1.10",
        "GET / HTTP/01.1",
        "GET / HTTP/1,1",
        "GET / http/1.1",
        "GET / HTTP 1.1",
        "GET / HTP/1.1",
        "GET / ICY/1.1",
        "GET(/ HTTP/1.1",
        "G\u00c9T / HTTP/1.1",
        "G\0T / HTTP/1.1",
        "GET /a b HTTP/1.1",
        "GET /a\0 HTTP/1.1",
        "GET /\u007f HTTP/1.1",
        "GET /\u00c3\u00a9 HTTP/1.1",
        "GET /# HTTP/1.1",
        "GET /a#b HTTP/1.1",
        "GET /?a#b HTTP/1.1",
        "GET /\\ HTTP/1.1",
        "GET /\" HTTP/1.1",
        "GET /<x> HTTP/1.1",
        "GET /[ HTTP/1.1",
        "GET /% HTTP/1.1",
        "GET /%4 HTTP/1.1",
        "GET /%zz HTTP/1.1",
        "GET /?%zz HTTP/1.1",
        "GET /%00 HTTP/1.1",
        "GET /%0D%0A HTTP/1.1",
        "GET /%7f HTTP/1.1",
        "GET * HTTP/1.1",
        "OPTIONS ** HTTP/1.1",
        "GET a HTTP/1.1",
        "GET a/b HTTP/1.1",
        "GET ?a HTTP/1.1",
        "GET h:80 HTTP/1.1",
        "GET ftp://h/ HTTP/1.1",
        "GET http:/h HTTP/1.1",
        "GET http:// HTTP/1.1",
        "GET http:///a HTTP/1.1",
        "GET http://u@h/ HTTP/1.1",
        "GET http://h:x/ HTTP/1.1",
        "GET http://h/# HTTP/1.1"
      })
  void whatIsNoRequestLineIs400(String line) {
    assertEquals(400, status(line));
  }

  @ParameterizedTest
  @CsvSource({
    "GET / HTTP/2.0, 505",
    "GET / HTTP/9.9, 505",
    "GET / HTTP/0.9, 505",
    "PRI * HTTP/2.0, 505",
    "CONNECT h:443 HTTP/1.1, 501",
    "CONNECT / HTTP/1.1, 501",
    "GET https://h/ HTTP/1.1, 421"
  })
  void otherRefusalsHaveTheirOwnStatus(String line, int status) {
    assertEquals(status, status(line));
  }

  /** A line that ends in something like a version is still one of eight letters and a blank. */
  @Test
  void shortLinesAreNotReadBeyondTheirStart() {
    for (int length = 0; length < 12; length++) {
      assertSame(Problem.MALFORMED, RequestLine.refusal(new byte[20], length));
    }
    assertNull(RequestLine.refusal("G / HTTP/1.1".getBytes(ISO_8859_1), 12));
  }

  @Test
  void aLineOfHttp10IsToldFromOneOf11() {
    assertTrue(RequestLine.isHttp10("GET / HTTP/1.0".getBytes(ISO_8859_1), 14));
    assertFalse(RequestLine.isHttp10("GET / HTTP/1.1".getBytes(ISO_8859_1), 14));
  }
}
