package duet.contract;

import static duet.contract.Refusal.assertRefused;
import static duet.contract.Served.kept;
import static duet.contract.Served.request;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chunks (RFC 9112 §7.1): whoever reads their framing otherwise reads another request. */
public interface ChunkContract extends Served {
  String CHUNKED = "Transfer-Encoding: chunked";
  String HEAD = request("POST /echo HTTP/1.1", "Host: localhost", CHUNKED);

  /** RFC 9112 §7.1: {@code 1*HEXDIG}; §7.1.1: extensions have names; §2.2: lines end in CRLF. */
  @Patient
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 5",
        "\\t5",
        "5 ",
        "5\\t",
        "+5",
        "-5",
        "0x5",
        "5_",
        "5h",
        "g",
        "zz",
        "5.0",
        "5,5",
        "100000005",
        "10000000000000005",
        "fffffffffffffffb",
        "\\x005",
        "5\\x00",
        "5\\x0b",
        "\\xd9\\xa5",
        "5;",
        "5; ",
        "5;;a",
        "5;=b",
        "5;a=",
        "5;a=b ",
        "5;a b",
        "5;[=b",
        "5;a\\x00",
        "5;a\\rb",
        "5;a=\"b",
        "5;a=\"b\"c",
        "5;a=\"\\x01\"",
        "5;a=\\xe9",
        "5 a=b"
      })
  default void aMalformedChunkLineIsRefused(String line) throws IOException {
    String bytes = Escaped.bytes(line);
    String id = "chunk: " + line;
    assertRefused(this, id, HEAD + bytes + "\r\nhello\r\n0\r\n\r\n", 400);
    assertRefused(this, id, HEAD + "2\r\nok\r\n" + bytes + "\r\nhello\r\n0\r\n\r\n", 400);
    // Nobody asks for this body: its request is refused all the same.
    String elsewhere = HEAD.replace("/echo", "/nowhere");
    assertRefused(this, id, elsewhere + bytes + "\r\nhello\r\n0\r\n\r\n", 400);
  }

  /** RFC 9112 §7.1: what no further octet can turn into a chunk's size is not waited on. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        " ",
        "\\r0",
        "\\n",
        "\\x00",
        "5x",
        "0\\\\r",
        "5\\x0b",
        "5 x",
        "5\\t\\t0",
        "100000005"
      })
  default void aChunkLineThatCannotBecomeOneIsRefusedAtOnce(String start) throws IOException {
    String bytes = Escaped.bytes(start);
    assertRefused(this, "chunk: " + start, HEAD + bytes, 400);
    assertRefused(this, "chunk: " + start, HEAD + "2\r\nok\r\n" + bytes, 400);
  }

  /** RFC 9112 §7.1: CRLF behind the data, and no more data than was announced. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "5\\r\\nhello0\\r\\n\\r\\n\\r\\n",
        "5\\r\\nhello\\n0\\r\\n\\r\\n\\r\\n",
        "5\\r\\nhello\\r0\\r\\n\\r\\n\\r\\n",
        "5\\r\\nhello!\\r\\n0\\r\\n\\r\\n",
        "5\\r\\nhello\\n\\r\\n0\\r\\n\\r\\n",
        "5\\nhello\\r\\n0\\r\\n\\r\\n",
        "5\\rhello\\r\\n0\\r\\n\\r\\n",
        "5\\r\\rhello\\r\\n0\\r\\n\\r\\n",
        "5;a\\nhello\\r\\n0\\r\\n\\r\\n",
        "5\\r\\nhello\\r\\n0\\n\\r\\n",
        "5\\r\\nhello\\r\\n0\\r\\n\\n\\r\\n",
        "5\\r\\nhello\\r\\n+0\\r\\n\\r\\n",
        "5\\r\\nhello\\r\\n0x0\\r\\n\\r\\n"
      })
  default void brokenFramingIsRefused(String chunks) throws IOException {
    assertRefused(this, "chunks: " + chunks, HEAD + Escaped.bytes(chunks), 400);
  }

  /**
   * RFC 9112 §9.3 and the contract: a body nobody asked for is read before its request is answered,
   * since only its end tells where the next request begins.
   */
  @Patient
  @ParameterizedTest
  @ValueSource(strings = {"/", "/plaintext", "/json", "/delay/1", "/compute/1", "/stream/1"})
  default void brokenFramingOfABodyNobodyAskedForIsRefused(String path) throws IOException {
    String head = request("GET " + path + " HTTP/1.1", "Host: localhost", CHUNKED);
    assertRefused(this, "unasked: " + path, head + "5\r\nhello0\r\n\r\n", 400);
    assertRefused(this, "unasked: " + path, head + "x\r\nhello\r\n0\r\n\r\n", 400);
    try (Wire wire = connect()) {
      wire.send(head + "5\r\nhello\r\n0\r\n\r\n" + kept("GET", "/"));
      assertEquals(200, wire.answer().status());
      RootAnswer.assertKept(wire.answer());
    }
  }

  /** RFC 9112 §7.1.2: fields, and none that comes too late (RFC 9110 §6.5.1). */
  @Patient
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5",
        "content-length: 0",
        "Transfer-Encoding: chunked",
        "Host: localhost",
        "Trailer: X",
        "X",
        ": y",
        "X : y",
        " X: y",
        "X: y\\r\\n folded",
        "X: a\\x00b",
        "X: a\\x7fb",
        "X\\x80: y",
        "X: y\\nZ: w"
      })
  default void aMalformedTrailerIsRefused(String line) throws IOException {
    String bytes = Escaped.bytes(line);
    assertRefused(this, "trailer: " + line, HEAD + "5\r\nhello\r\n0\r\n" + bytes + "\r\n\r\n", 400);
    assertRefused(
        this, "trailer: " + line, HEAD + "5\r\nhello\r\n0\r\nA: b\r\n" + bytes + "\r\n\r\n", 400);
  }

  /** Contract: trailers have the limit of a header section, extensions that of a line. */
  @Test
  default void framingBeyondItsLimitIsRefused() throws IOException {
    assertRefused(
        this, "trailer: 20 KiB", HEAD + "0\r\nX: " + "y".repeat(20_000) + "\r\n\r\n", 400);
    assertRefused(
        this, "chunk: 9 KiB", HEAD + "5;a=" + "b".repeat(9000) + "\r\nhello\r\n0\r\n\r\n", 400);
  }

  /** Contract: what lines take beyond what their chunks are worth has that limit in all. */
  @Test
  default void linesThatAreWorthMoreThanTheirChunksAreRefusedInTheEnd() throws IOException {
    String wordy = ("1;a=" + "b".repeat(400) + "\r\nx\r\n").repeat(60);
    assertRefused(this, "chunks: wordy", HEAD + wordy + "0\r\n\r\n", 400);
    String brief = "1;a=b\r\nx\r\n".repeat(20_000);
    String signed =
        ("1000;signature=" + "5".repeat(64) + "\r\n" + "x".repeat(4096) + "\r\n").repeat(200);
    try (Wire wire = connect()) {
      wire.send(HEAD + brief + "0\r\n\r\n");
      assertEquals(20_000, wire.answer().body().length());
      wire.send(HEAD + signed + "0\r\n\r\n");
      assertEquals(200 * 4096, wire.answer().body().length());
    }
  }

  /** RFC 9110 §15.5.14: what is announced as too large is refused before it comes. */
  @ParameterizedTest
  @ValueSource(strings = {"100001\r\n", "5\r\nhello\r\nffffc\r\n", "7fffffff\r\nhello"})
  default void chunksBeyondTheLimitAre413BeforeTheyCome(String chunks) throws IOException {
    for (String path : new String[] {"/echo", "/plaintext"}) {
      assertRefused(this, "chunks: beyond", HEAD.replace("/echo", path) + chunks, 413);
    }
  }

  /** RFC 9112 §7.1.1, §7.1.2: a recipient that does not know them reads over them. */
  @Patient
  @ParameterizedTest
  @ValueSource(
      strings = {
        "5\\r\\nhello\\r\\n0\\r\\n\\r\\n",
        "05\\r\\nhello\\r\\n000\\r\\n\\r\\n",
        "2;a\\r\\nhe\\r\\n3;a=b;c=\"d;\\\\\"e\"\\r\\nllo\\r\\n0;f\\r\\n\\r\\n",
        "5 ;\\ta = b\\r\\nhello\\r\\n0 ; a\\r\\n\\r\\n",
        "5;a=\"\\xe9\"\\r\\nhello\\r\\n0\\r\\n\\r\\n",
        "5;a=b ;c\\r\\nhello\\r\\n0;a\\t;\\tb=\"c\" ; d\\r\\n\\r\\n",
        "5\\r\\nhello\\r\\n0\\r\\nX: y\\r\\nContent-MD5:z\\r\\nExpires:\\r\\n\\r\\n",
        "5\\r\\nhello\\r\\n0;a=b\\r\\nX: \\xe9\\r\\n\\r\\n"
      })
  default void extensionsAndTrailersAreReadOver(String chunks) throws IOException {
    String post = HEAD + Escaped.bytes(chunks);
    try (Wire wire = connect()) {
      wire.send(post + kept("GET", "/"));
      assertEquals("hello", wire.answer().body());
      RootAnswer.assertKept(wire.answer());
      for (int at = HEAD.length(); at < post.length(); at++) {
        wire.send(post.substring(0, at), post.substring(at));
        assertEquals("hello", wire.answer().body());
      }
      wire.send(kept("GET", "/"));
      RootAnswer.assertKept(wire.answer());
    }
  }
}
