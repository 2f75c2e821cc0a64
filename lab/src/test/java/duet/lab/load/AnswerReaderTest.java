package duet.lab.load;

import static duet.lab.load.ScriptedServer.ascii;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
  private static final String FIXED =
      "HTTP/1.1 200 OK\r\nServer: x\r\ncontent-length: 5\r\nDate: now\r\n\r\nhello";
  private static final String CHUNKED =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n"
          + "2\r\nhe\r\n003;ext=\"1\"\r\nllo\r\n0\r\nTrailer: t\r\n\r\n";
  private static final String INTERIM =
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + FIXED;

  @ParameterizedTest
  @ValueSource(strings = {FIXED, CHUNKED, INTERIM})
  void anAnswerIsTheSameHoweverItIsCut(String answer) {
    long hello = digest("hello");
    byte[] bytes = ascii(answer);
    for (int cut = 1; cut <= bytes.length; cut++) {
      var reader = new AnswerReader(BodyDigest.Kind.EXACT);
      reader.reset();
      for (int at = 0; at < bytes.length; at += cut) {
        assertFalse(reader.isComplete(), "complete before its end, cut every " + cut);
        take(reader, answer.substring(at, Math.min(bytes.length, at + cut)));
      }
      assertTrue(reader.isComplete(), "cut every " + cut);
      assertEquals(200, reader.status());
      assertEquals(5, reader.lengthBytes());
      assertEquals(hello, reader.digest());
      assertTrue(reader.persistent());
    }
  }

  @Test
  void aSecondAnswerIsReadLikeTheFirst() {
    var reader = new AnswerReader(BodyDigest.Kind.EXACT);
    for (int i = 0; i < 3; i++) {
      reader.reset();
      take(reader, FIXED.substring(0, 30));
      take(reader, FIXED.substring(30));
      assertTrue(reader.isComplete());
      assertEquals(digest("hello"), reader.digest());
    }
  }

  @Test
  void anAnswerWithoutALengthEndsWithTheConnection() {
    var reader = read("HTTP/1.1 200 OK\r\n\r\nhello");
    assertFalse(reader.isComplete());
    reader.end();
    assertTrue(reader.isComplete());
    assertFalse(reader.persistent());
    assertEquals(5, reader.lengthBytes());
  }

  @Test
  void anAnswerThatIsCutOffIsNotComplete() {
    var reader = read("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello");
    reader.end();
    assertFalse(reader.isComplete());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n",
        "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
      })
  void anAnswerWithoutABodyIsCompleteWithItsHead(String answer) {
    assertTrue(read(answer).isComplete());
  }

  @Test
  void whetherTheConnectionStaysOpenIsWhatTheAnswerSays() {
    assertFalse(
        read("HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 0\r\n\r\n").persistent());
    assertFalse(read("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n").persistent());
    assertTrue(
        read("HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 0\r\n\r\n")
            .persistent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/2 200 OK and more\r\n\r\n",
        "HTTP/1.1 2x0 OK\r\n\r\n",
        "HTTP/1.1 099 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1000000000000000\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok and more",
        "SSH-2.0-OpenSSH_9.2\r\n"
      })
  void whatIsNoAnswerIsBroken(String answer) {
    var reader = read(answer);
    assertTrue(reader.isBroken());
    assertFalse(reader.isComplete());
  }

  @Test
  void aHeadThatNeverEndsIsBroken() {
    var reader = read("HTTP/1.1 200 OK\r\n");
    for (int i = 0; i < AnswerHead.MAX_BYTES / 10 && !reader.isBroken(); i++) {
      take(reader, "A: 12345\r\n");
    }
    assertTrue(reader.isBroken());
  }

  @Test
  void aMaskedDigestLooksAtNumbersAsOne() {
    assertEquals(masked("{\"id\":1,\"n\":23456}"), masked("{\"id\":9876,\"n\":1}"));
    assertFalse(masked("{\"id\":1,\"n\":2}") == masked("{\"id\":1,\"m\":2}"));
    assertFalse(masked("{\"id\":,\"n\":2}") == masked("{\"id\":1,\"n\":2}"));
  }

  private static long masked(String body) {
    BodyDigest whole = BodyDigest.of(BodyDigest.Kind.DIGITS_MASKED);
    whole.update(ascii(body), 0, body.length());
    BodyDigest cut = BodyDigest.of(BodyDigest.Kind.DIGITS_MASKED);
    for (int i = 0; i < body.length(); i++) {
      cut.update(ascii(body), i, 1);
    }
    assertEquals(whole.value(), cut.value(), "however it is cut");
    return whole.value();
  }

  private static long digest(String body) {
    BodyDigest digest = BodyDigest.of(BodyDigest.Kind.EXACT);
    digest.update(ascii(body), 0, body.length());
    return digest.value();
  }

  private static AnswerReader read(String answer) {
    var reader = new AnswerReader(BodyDigest.Kind.EXACT);
    reader.reset();
    take(reader, answer);
    return reader;
  }

  private static void take(AnswerReader reader, String part) {
    reader.take(ascii(part), part.length());
  }
}
