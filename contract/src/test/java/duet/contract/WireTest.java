package duet.contract;

import static duet.contract.Served.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {
  private static final String REQUEST = Served.last("GET", "/");
  private static final Duration SHORT = Duration.ofMillis(100);

  private static Answer answer(String... pieces) throws IOException {
    try (var server = ScriptedServer.saying(pieces);
        Wire wire = Wire.to(server.base())) {
      return wire.send(REQUEST).answer();
    }
  }

  private static String refusal(String bytes) {
    return String.valueOf(assertThrows(ProtocolException.class, () -> answer(bytes)).getMessage());
  }

  @Test
  void anAnswerIsReadByItsLengthAndCountedToTheByte() throws IOException {
    String bytes = "HTTP/1.1 200 OK\r\nContent-length:  2\r\nX:\r\n\r\nok";
    Answer answer = answer(bytes);
    assertEquals("HTTP/1.1", answer.version());
    assertEquals(200, answer.status());
    assertEquals(bytes, answer.head() + answer.body());
    assertEquals(
        List.of(new Answer.Field("Content-length", "2"), new Answer.Field("X", "")),
        answer.fields());
    assertEquals(bytes.length(), answer.wireBytes());
  }

  @Test
  void itDoesNotMatterHowTheAnswerIsSplit() throws IOException {
    String bytes = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    String[] pieces = bytes.chars().mapToObj(Character::toString).toArray(String[]::new);
    assertEquals(answer(bytes), answer(pieces));
  }

  @Test
  void chunksAreJoinedAndTheirFramingCounted() throws IOException {
    String bytes =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\nA;x=y\r\n0123456789\r\n0\r\nX: y\r\n\r\n";
    Answer answer = answer(bytes);
    assertEquals("ok0123456789", answer.body());
    assertEquals(bytes.length(), answer.wireBytes());
  }

  @Test
  void withoutALengthTheBodyEndsWithTheConnection() throws IOException {
    assertEquals("all of it", answer("HTTP/1.0 200 OK\r\n\r\nall", " of it").body());
  }

  @Test
  void eachByteIsKept() throws IOException {
    String body = "\0\r\n\u00e9\u00ff";
    assertEquals(body, answer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" + body).body());
    assertEquals("é", answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n\u00c3\u00a9").text());
  }

  @Test
  void pipelinedAnswersAreReadOneByOne() throws IOException {
    try (var server =
            ScriptedServer.saying(
                request("HTTP/1.1 100 Continue")
                    + request("HTTP/1.1 204 No Content")
                    + request("HTTP/1.1 304 Not Modified", "Content-Length: 9")
                    + request("HTTP/1.1 200 OK", "Content-Length: 9")
                    + request("HTTP/1.1 200 OK", "Content-Length: 1")
                    + "x");
        Wire wire = Wire.to(server.base())) {
      wire.send(REQUEST);
      assertEquals(100, wire.answer().status());
      assertEquals(204, wire.answer().status());
      assertEquals(304, wire.answer().status());
      assertEquals("", wire.answerToHead().body());
      assertEquals("x", wire.answer().body());
      assertEquals(Ending.CLOSED, wire.ending());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200\r\n\r\n",
        "HTTP/2.0 200 OK\r\n\r\n",
        "http/1.1 200 OK\r\n\r\n",
        "HTTP/1.1  200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\n\n",
        "HTTP/1.1 200 OK\r\r\n",
        "HTTP/1.1 200 OK\r\nbad line\r\n\r\n",
        "HTTP/1.1 200 OK\r\nName : x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nA: b\r\n folded\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
        "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nok\r\n0\r\n\r\n"
      })
  void whatALenientClientWouldRepairIsRefused(String bytes) {
    assertTrue(refusal(bytes).length() > 10);
  }

  @Test
  void refusalsStateTheActualBytes() {
    assertEquals("malformed status line: HTTP/1.1 200", refusal("HTTP/1.1 200\r\n\r\n"));
    assertEquals(
        "message must be <= 67108864 bytes: announced=67108865",
        refusal("HTTP/1.1 200 OK\r\nContent-Length: 67108865\r\n\r\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n"
      })
  void anAnswerCutShortIsRefused(String bytes) {
    assertThrows(EOFException.class, () -> answer(bytes));
  }

  @Test
  void aSilentServerIsGivenUpInTime() throws IOException {
    try (var server = new ScriptedServer(_ -> {});
        Wire wire = Wire.to(server.base(), SHORT)) {
      wire.send(REQUEST);
      var silence = assertThrows(SocketTimeoutException.class, wire::answer);
      assertEquals("nothing more after 0 bytes", silence.getMessage());
      assertEquals(Ending.OPEN, wire.ending());
    }
  }

  @Test
  void aServerThatResetsIsToldFromOneThatCloses() throws IOException {
    ScriptedServer.Script reset =
        client -> {
          client.setSoLinger(true, 0);
          client.close();
        };
    try (var server = new ScriptedServer(reset);
        Wire wire = Wire.to(server.base())) {
      wire.send(REQUEST);
      assertEquals(Ending.RESET, wire.ending());
    }
    try (var server = ScriptedServer.saying();
        Wire wire = Wire.to(server.base())) {
      wire.send(REQUEST);
      assertEquals(Ending.CLOSED, wire.ending());
    }
    try (var server = ScriptedServer.saying("x");
        Wire wire = Wire.to(server.base())) {
      wire.send(REQUEST);
      assertEquals(Ending.MORE_BYTES, wire.ending());
    }
  }

  @Test
  void fieldsOfOneNameAreOneListAndOptionsCompareInAnyCase() throws IOException {
    Answer answer =
        answer(
            "HTTP/1.1 200 OK\r\nConnection: foo\r\nCONNECTION: Keep-Alive\r\nContent-Length: 0\r\n\r\n");
    assertEquals(Optional.of("foo, Keep-Alive"), answer.field("connection"));
    assertTrue(answer.connectionSays("keep-alive"));
    assertFalse(answer.connectionSays("keep"));
    assertEquals(Optional.empty(), answer.field("Date"));
  }
}
