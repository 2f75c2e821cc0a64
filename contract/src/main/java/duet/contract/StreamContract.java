package duet.contract;

import static duet.contract.Problem.assertProblem;
import static duet.contract.Served.assertClosed;
import static duet.contract.Served.kept;
import static duet.contract.Served.last;
import static duet.contract.Served.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /stream}: that many bytes, however fast they are read. */
public interface StreamContract extends Served {
  /** Nobody takes so much; most of it is never made. */
  String GIBIBYTE = "/stream/1073741824";

  /** Contract: deterministic bytes, byte i is i mod 251; chunked (RFC 9112 §7.1). */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 250, 251, 252, 65_510, 65_511, 65_512, 131_022, 131_023, 3_000_000})
  default void everyByteIsWhatItsPlaceSays(int bytes) throws IOException {
    try (Wire wire = connect()) {
      Answer answer = wire.send(kept("GET", "/stream/" + bytes)).answer();
      assertStream(bytes, answer);
      assertEquals("chunked", answer.field("Transfer-Encoding").orElse("none"));
      RootAnswer.assertKept(wire.send(kept("GET", "/")).answer());
      assertStream(bytes, wire.send(last("GET", "/stream/" + bytes)).answer());
      assertClosed(wire);
    }
  }

  /** RFC 9110 §6.6.1: who accepts trailers gets none that nobody has anything to say in. */
  @Test
  default void whoAcceptsTrailersGetsTheSameAnswer() throws IOException {
    try (Wire wire = connect()) {
      Answer plain = wire.send(kept("GET", "/stream/5")).answer();
      String line = "GET /stream/5 HTTP/1.1";
      Answer answer = wire.send(request(line, "Host: localhost", "TE: trailers")).answer();
      assertEquals(plain.wireBytes(), answer.wireBytes(), answer::head);
      RootAnswer.assertKept(wire.send(kept("GET", "/")).answer());
    }
  }

  /** Without bytes there is nothing to chunk. */
  @Test
  default void noBytesAreAnAnswerToo() throws IOException {
    try (Wire wire = connect()) {
      assertStream(0, wire.send(kept("GET", "/stream/0")).answer());
      RootAnswer.assertKept(wire.send(kept("GET", "/")).answer());
    }
  }

  /** RFC 9112 §6.1: a client of HTTP/1.0 does not know chunks. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_511, 200_000})
  default void http10IsToldTheLength(int bytes) throws IOException {
    String line = "GET /stream/" + bytes + " HTTP/1.0";
    try (Wire wire = connect()) {
      Answer answer = wire.send(request(line, "Connection: Keep-Alive")).answer();
      assertStream(bytes, answer);
      assertEquals(Integer.toString(bytes), answer.field("Content-Length").orElse("none"));
      assertTrue(answer.connectionSays("keep-alive"), answer::head);
      assertStream(bytes, wire.send(request(line)).answer());
      assertClosed(wire);
    }
  }

  /** RFC 9110 §9.3.2: the same fields as GET, and no body. */
  @ParameterizedTest
  @ValueSource(strings = {"/stream/0", "/stream/7", GIBIBYTE})
  default void headHasTheFieldsOfGet(String target) throws IOException {
    try (Wire wire = connect()) {
      Answer head = wire.send(kept("HEAD", target)).answerToHead();
      assertEquals(200, head.status(), head::head);
      assertEquals(
          target.equals("/stream/0") ? "none" : "chunked",
          head.field("Transfer-Encoding").orElse("none"));
      RootAnswer.assertKept(wire.send(kept("GET", "/")).answer());
    }
  }

  /** Contract: 0..10 GiB. */
  @ParameterizedTest
  @ValueSource(strings = {"-1", "x", "10737418241", "1e3", "9999999999999999999"})
  default void aLengthOutOfRangeIs400(String bytes) throws IOException {
    assertProblem(ask(last("GET", "/stream/" + bytes)), 400);
  }

  /** Contract: backpressure; who does not read does not keep those waiting who do. */
  @Patient
  @Test
  default void whoDoesNotReadStopsNobody() throws IOException {
    var idle = new Wire[16];
    try {
      for (int i = 0; i < idle.length; i++) {
        idle[i] = connect().send(kept("GET", GIBIBYTE));
      }
      for (int i = 0; i < 4; i++) {
        assertStream(8_000_000, ask(last("GET", "/stream/8000000")));
        RootAnswer.assertClosing(ask(last("GET", "/")));
      }
    } finally {
      for (Wire wire : idle) {
        if (wire != null) {
          wire.close();
        }
      }
    }
  }

  /** Contract: whoever goes away in the middle takes nobody with him. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void aClientMayLeaveInTheMiddle(boolean reset) throws IOException {
    for (int i = 0; i < 20; i++) {
      try (Wire wire = connect()) {
        wire.send(kept("GET", GIBIBYTE)).ending(); // the first byte has come
        if (reset) {
          wire.reset();
        }
      }
    }
    assertStream(100_000, ask(last("GET", "/stream/100000")));
  }

  private static void assertStream(int bytes, Answer answer) {
    assertEquals(200, answer.status(), answer::head);
    assertEquals("application/octet-stream", answer.field("Content-Type").orElse("none"));
    assertTrue(answer.field("Server").isPresent(), answer::head);
    RootAnswer.assertNow(answer.field("Date").orElse("no Date"));
    String body = answer.body();
    assertEquals(bytes, body.length());
    for (int i = 0; i < bytes; i++) {
      if (body.charAt(i) != i % 251) {
        assertEquals(i % 251, body.charAt(i), "byte " + i);
      }
    }
  }
}
