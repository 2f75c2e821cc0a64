package duet.contract.fuzz;

import duet.contract.Escaped;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What makes parsers stumble, in the notation of {@link Escaped}, a tilde between two. */
final class Words {
  /** Values of {@code Range} (RFC 9110 §14), most of them not in order. */
  static final List<String> RANGES =
      words(
          """
          bytes=0-0~bytes=2-5~bytes=5-~bytes=-3~bytes=-99~bytes=-0~bytes=5-2~bytes=9999-~\
          bytes=0-9223372036854775807~bytes=0-9223372036854775808~bytes=18446744073709551616-~\
          bytes=-18446744073709551616~bytes=1-99999999999999999999999~bytes=0-1,4-5~\
          bytes=0-1,~bytes=,0-1~bytes= 0-1~bytes=0 - 1~bytes=+1-2~bytes=--1~bytes=-~bytes=~\
          bytes~BYTES=1-1~lines=0-1~none~\
          """);

  /** Fields that make a request conditional (RFC 9110 §13). */
  static final List<String> CONDITIONS =
      words(
          """
          If-None-Match: *~If-None-Match: "x"~If-None-Match: W/"x", "y,z"~If-None-Match: x~\
          If-None-Match: "~If-None-Match:~If-None-Match: *, "x"~If-Match: *~If-Match: "x"~\
          If-Match:~If-Match: W/~If-Modified-Since: Sun, 01 Dec 2124 00:00:00 GMT~\
          If-Modified-Since: Thu, 29 Feb 2024 01:02:03 GMT~\
          If-Modified-Since: Thu, 30 Feb 2024 01:02:03 GMT~\
          If-Modified-Since: Thursday, 29-Feb-24 01:02:03 GMT~\
          If-Modified-Since: Thu Feb 29 01:02:03 2024~\
          If-Modified-Since: Thu, 29 Feb 99999 01:02:03 GMT~If-Modified-Since: 0~\
          If-Unmodified-Since: Thu, 29 Feb 2024 01:02:03 GMT~\
          If-Unmodified-Since: Sun, 01 Dec 2124 00:00:00 GMT~If-Unmodified-Since: yesterday~\
          If-Range: "x"~If-Range: W/"x"~If-Range: Thu, 29 Feb 2024 01:02:03 GMT~If-Range:\
          """);

  /** Numbers on either side of what fits, and what lenient parsers take for numbers. */
  static final List<String> NUMBERS =
      words(
          """
          0~00~1~-1~+1~-0~+0~0x1~1e1~1_0~1.0~ 1~1 ~\\xb2~127~128~255~256~8192~8193~32767~\
          32768~65535~65536~1048576~1048577~2147483647~2147483648~4294967295~4294967296~\
          4294967301~9223372036854775807~9223372036854775808~18446744073709551615~\
          18446744073709551616~18446744073709551621~99999999999999999999999999~1,1~1, 2~\
          \\xd9\\xa1\
          """);

  /** Chunk sizes, likewise, one of them on a line that is too long. */
  static final List<String> CHUNK_SIZES =
      words(
          """
          100000005~10000000000000005~fffffffffffffffb~ffffffff~7fffffff~80000000~100000~\
          100001~+5~-5~0x5~5 ~ 5~5;~5;;a~5;=b~5;a=~5\\t~5;a="b~5;a="b"c~5;a\\r~5;a\\n~5h~~0~\
          00000000000000005~g~LONG~-0~+0~0;~0 ~5.0~5,5~5\\x00~\\n5\
          """
              .replace("LONG", "5;a=" + "b".repeat(9000)));

  /** Field lines that a server refuses, or that change what follows. */
  static final List<String> FIELDS =
      words(
          """
          Content-Length: 0~Content-Length: 5~Content-Length: 5, 5~Content-Length: 05~\
          Content-Length: +5~Content-Length: -5~Content-Length:~Content-Length: 5 5~\
          Content-Length: 1048577~Content-Length: 4294967301~Content-Length : 5~\
          Content-Length: 18446744073709551621~Content-Length\\x00: 5~Content-Length: 5\\x00~\
          Content-\\xccength: 5~Content-,ength: 5~Content_Length: 5~\
          Transfer-Encoding: chunked~Transfer-Encoding: chunked, chunked~\
          Transfer-Encoding: identity~Transfer-Encoding: gzip, chunked~\
          Transfer-Encoding: chunked, gzip~Transfer-Encoding:~Transfer-Encoding: ,chunked~\
          Transfer-Encoding: chunked;a=b~Transfer-Encoding: xchunked~\
          Transfer-Encoding: "chunked"~Transfer-Encoding: chunked\\x0b~\
          Transfer-Encoding : chunked~Transfer-Encoding\\t: chunked~Transfer-Encoding: x~\
          \\x20Transfer-Encoding: chunked~X: y\\r\\n Transfer-Encoding: chunked~\
          X: y\\r\\n\\tfolded~Host: localhost~Host: other~Host:~Host: a,b~Host: user@h~\
          Host: a/b~Host: [::1~Host: a:99999~Host: \\xe9~Connection: close~\
          Connection: keep-alive~Connection: close, keep-alive~Connection: keep-alive, x~\
          Connection: Content-Length~Connection: upgrade\\r\\nUpgrade: websocket~\
          Upgrade: WebSocket\\r\\nConnection: Upgrade\\r\\nSec-WebSocket-Key1: a\\r\\nSec-WebSocket-Key2: b~\
          Connection: Upgrade, HTTP2-Settings\\r\\nUpgrade: h2c\\r\\nHTTP2-Settings: AAMAAABkAAQAAP__~\
          Expect: 100-continue~Expect: 100-Continue~Expect: 200-ok~Expect: 100-continue, x~\
          Content-Encoding: gzip~Content-Encoding: identity~Content-Type: a~Content-Type:~\
          Trailer: Content-Length~TE: chunked~Range: bytes=0-0\\r\\nRange: bytes=1-1~\
          Range: bytes=0-0~If-None-Match: *~If-Match: "x"~NoColon~:~: y~ : y~X : y~X\\t: y~\
          \\xe9: y~X(: y~X: \\x01~X: \\x7f~X: a\\rb~X: a\\nb~X: a\\r~X: a\\n~\\r~\\n~\\t~ ~\
          \\x00\
          """);

  /** Lines that another protocol or version begins with. */
  static final List<String> LINES =
      words(
          """
          PRI * HTTP/2.0~GET / HTTP/0.9~GET / HTTP/2.0~GET / HTTP/1.2~GET / HTTP/1.10~\
          GET / HTTP/01.1~GET / http/1.1~GET /~GET~/~GET  / HTTP/1.1~GET / HTTP/1.1 ~\
          GET\\t/ HTTP/1.1~GET * HTTP/1.1~OPTIONS * HTTP/1.1~CONNECT a:443 HTTP/1.1~\
          GET https://a/ HTTP/1.1~GET http:// HTTP/1.1~GET http://u@a/ HTTP/1.1~\
          GET ftp://a/ HTTP/1.1~GET http://a?/plaintext HTTP/1.1~GET /%00 HTTP/1.1~\
          GET /%zz HTTP/1.1~GET /%c0%ae HTTP/1.1~GET /\\xc0\\xaf HTTP/1.1~GET /a#b HTTP/1.1~\
          GET /a\\\\b HTTP/1.1~\\x16\\x03\\x01\\x02\\x00\\x01~\\x80~HTTP/1.1 200 OK\
          """);

  /** Pieces of anything, numbers included. */
  static final List<String> ANYTHING =
      joined(
          words(
              """
          \\r~\\n~\\r\\n~\\r\\n\\r\\n~\\n\\n~\\n\\r~\\r\\r\\n~\\x00~\\t~ ~\\x0b~\\x0c~\\x7f~\
          \\x80~\\xa0~\\xff~\\x85~\\r\\n ~\\r\\n\\t~:~;~,~=~"~\\\\~?~#~%~%00~%0d%0a~%zz~\
          %u0041~%c0%ae~%e0%80%ae~%ed%a0%80~%f8%80%80%80%af~\\xc0\\xae~\\xef\\xbb\\xbf~%2f~\
          %5c~%2e%2e~..~../~//~/~*~@~[~]~{~|~^~`~HTTP/1.1~HTTP/1.0~ HTTP/1.1\\r\\n~\
          GET / HTTP/1.1\\r\\n\\r\\n~0\\r\\n\\r\\n~5\\r\\nhello\\r\\n~chunked~close~\
          keep-alive~100-continue\
          """),
          NUMBERS);

  private Words() {}

  private static List<String> words(String notations) {
    return Arrays.stream(notations.split("~", -1)).map(Escaped::bytes).toList();
  }

  private static List<String> joined(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }
}
