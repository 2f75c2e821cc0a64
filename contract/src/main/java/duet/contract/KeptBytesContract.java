package duet.contract;

import static duet.contract.Problem.assertClosingProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What is kept for clients has one limit for all of them, {@code max-buffered-bytes}: it counts
 * while it is kept, and not longer. A server's test class implements this and says how one is
 * started.
 */
public interface KeptBytesContract {
  /** After which a server may read more at once. */
  String LARGE =
      "GET /plaintext HTTP/1.1\r\nHost: localhost\r\nContent-Length: 30000\r\n\r\n"
          + "a".repeat(30_000);

  /** Starts a server with these settings beside the standard ones. */
  StartedServer start(String... flags) throws Exception;

  /** All bodies together: what cannot be kept is refused, what is answered makes room. */
  @Test
  default void aBodyForWhichThereIsNoRoomIs503AndClosed() throws Exception {
    String post = "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\n";
    try (StartedServer server = start("--max-buffered-bytes=100000");
        Wire first = server.connect();
        Wire second = server.connect()) {
      first.send(post + "a".repeat(59_999));
      Monitor.awaitLine(server, "duet_buffered_bytes 59999");
      second.send(post + "b".repeat(59_999));
      Answer refused = second.answer();
      assertClosingProblem(refused, 503);
      first.send("z");
      assertEquals(60_000, first.answer().body().length());
      Monitor.awaitLine(server, "duet_buffered_bytes 0");
      try (Wire third = server.connect()) {
        third.send(post + "c".repeat(60_000));
        assertEquals("c".repeat(60_000), third.answer().body());
      }
    }
  }

  /** An answer that its client does not take lies in the server's memory as a body does. */
  @Test
  default void anAnswerCountsUntilItIsTaken() throws Exception {
    String post = "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n";
    try (StartedServer server = start("--max-buffered-bytes=1100000", "--send-buffer-bytes=32768");
        Wire slow = server.connect();
        Wire other = server.connect()) {
      slow.send(post + "a".repeat(1_000_000));
      Monitor.awaitLine(server, "duet_buffered_bytes 1000000");
      other.send(post + "b".repeat(200_000));
      assertClosingProblem(other.answer(), 503);
      Monitor.assertLine(server, "duet_buffered_bytes 1000000");
      assertEquals("a".repeat(1_000_000), slow.answer().body());
      Monitor.awaitLine(server, "duet_buffered_bytes 0");
    }
  }

  /** Large heads count as bodies do, before they are complete and until they are answered. */
  @Test
  default void aHeadForWhichThereIsNoRoomIs503AndClosed() throws Exception {
    String head = "GET /delay/1500 HTTP/1.1\r\nHost: localhost\r\nX-Large: " + "a".repeat(12_000);
    try (StartedServer server = start("--max-buffered-bytes=15000");
        Wire first = server.connect();
        Wire second = server.connect();
        Wire third = server.connect();
        Wire small = server.connect()) {
      first.send(head);
      Monitor.awaitBuffered(server, 9000);
      second.send(head);
      assertClosingProblem(second.answer(), 503);
      first.send("\r\n\r\n");
      Monitor.awaitLine(server, "duet_requests_in_flight 1");
      third.send(head);
      assertClosingProblem(third.answer(), 503);
      small.send(Served.kept("GET", "/plaintext"));
      assertEquals("Hello, World!", small.answer().body());
      assertEquals("1500", first.answer().body());
      Monitor.awaitLine(server, "duet_buffered_bytes 0");
      first.send(head + "\r\n\r\n");
      assertEquals("1500", first.answer().body());
    }
  }

  /** Many small fields take more memory than their bytes. */
  @Test
  default void manyFieldsCountForMoreThanTheirBytes() throws Exception {
    String fields = "GET /delay/1500 HTTP/1.1\r\nHost: localhost\r\n" + "a: b\r\n".repeat(90);
    try (StartedServer server = start("--max-buffered-bytes=10000");
        Wire first = server.connect();
        Wire second = server.connect()) {
      first.send(fields + "\r\n");
      Monitor.awaitBuffered(server, 6000);
      second.send(fields + "\r\n");
      assertClosingProblem(second.answer(), 503);
      assertEquals("1500", first.answer().body());
      Monitor.awaitLine(server, "duet_buffered_bytes 0");
    }
  }

  /** What is sent behind requests counts too; who sends more than there is room for is cut off. */
  @Test
  default void whatIsSentAheadIsKeptAsFarAsThereIsRoom() throws Exception {
    String ahead = Served.kept("GET", "/plaintext").repeat(150);
    // After the other one a server may watch in another way.
    for (String before : List.of(LARGE, LARGE + Served.kept("GET", "/compute/1"))) {
      try (StartedServer server = start("--max-buffered-bytes=8000");
          Wire first = server.connect();
          Wire second = server.connect()) {
        for (Wire wire : List.of(first, second)) {
          wire.send(before);
          assertEquals("Hello, World!", wire.answer().body());
          if (before.length() > LARGE.length()) {
            assertEquals(200, wire.answer().status());
          }
          wire.send(Served.kept("GET", "/delay/2500"));
        }
        Monitor.awaitLine(server, "duet_requests_in_flight 2");
        first.sendAside(ahead);
        Monitor.awaitBuffered(server, 4000);
        second.sendAside(ahead);
        Served.assertGone(second);
        assertEquals("2500", first.answer().body());
        for (int i = 0; i < 150; i++) {
          assertEquals("Hello, World!", first.answer().body());
        }
        Monitor.awaitLine(server, "duet_buffered_bytes 0");
      }
    }
  }

  /** A chunk counts as it comes, not when it is complete. */
  @Test
  default void aChunkForWhichThereIsNoRoomIs503AndClosed() throws Exception {
    String begun = ChunkContract.HEAD + "ea60\r\n";
    try (StartedServer server = start("--max-buffered-bytes=100000");
        Wire first = server.connect();
        Wire second = server.connect()) {
      first.send(begun + "a".repeat(59_999));
      Monitor.awaitBuffered(server, 55_000);
      second.send(begun + "b".repeat(59_999));
      assertClosingProblem(second.answer(), 503);
      first.send("z\r\n0\r\n\r\n");
      assertEquals("a".repeat(59_999) + "z", first.answer().body());
      Monitor.awaitLine(server, "duet_buffered_bytes 0");
    }
  }

  /** What nobody asked for is thrown away as it comes. */
  @Test
  default void aBodyThatIsReadOverNeedsNoRoom() throws Exception {
    try (StartedServer server = start("--max-buffered-bytes=20000");
        Wire plain = server.connect();
        Wire chunked = server.connect()) {
      String get = "GET /plaintext HTTP/1.1\r\nHost: localhost\r\n";
      plain.send(get + "Content-Length: 300000\r\n\r\n" + "a".repeat(299_999));
      chunked.send(get + "Transfer-Encoding: chunked\r\n\r\n493e0\r\n" + "a".repeat(299_999));
      plain.send("z");
      chunked.send("z\r\n0\r\n\r\n");
      for (Wire wire : List.of(plain, chunked)) {
        assertEquals("Hello, World!", wire.answer().body());
      }
      Monitor.awaitLine(server, "duet_buffered_bytes 0");
    }
  }

  /** The line before a chunk and the fields behind the last one count while they are waited for. */
  @Test
  default void whatStandsAroundChunksCountsAsHeadsDo() throws Exception {
    for (String begun :
        List.of(
            "5;a=" + "b".repeat(6000),
            "0\r\nX: " + "a".repeat(6000),
            "0\r\n" + "a:\r\n".repeat(60))) {
      try (StartedServer server = start("--max-buffered-bytes=7000")) {
        Wire first = server.connect();
        Wire second = server.connect();
        first.send(ChunkContract.HEAD + begun);
        Monitor.awaitBuffered(server, 3500);
        second.send(ChunkContract.HEAD + begun);
        assertClosingProblem(second.answer(), 503);
        Served.assertGone(second);
        first.reset();
        Monitor.awaitLine(server, "duet_buffered_bytes 0");
      }
    }
  }

  /** What came ahead counts for as long as it waits, whatever is answered before it. */
  @Test
  default void whatWasReadAheadCountsUntilItIsAnswered() throws Exception {
    try (StartedServer server = start();
        Wire wire = server.connect()) {
      int behind = 300;
      wire.send(LARGE);
      assertEquals("Hello, World!", wire.answer().body());
      wire.sendAside(
          Served.kept("GET", "/delay/300")
              + Served.kept("GET", "/delay/2000")
              + Served.kept("GET", "/plaintext").repeat(behind));
      assertEquals("300", wire.answer().body());
      Monitor.awaitBuffered(server, 4000);
      assertEquals("2000", wire.answer().body());
      for (int i = 0; i < behind; i++) {
        assertEquals("Hello, World!", wire.answer().body());
      }
      Monitor.awaitLine(server, "duet_buffered_bytes 0");
    }
  }

  /** What comes on a connection that has been served, and is closed in stages, is not kept. */
  @Test
  default void whatComesBehindTheLastAnswerIsNotKept() throws Exception {
    String get =
        "GET /compute/1 HTTP/1.1\r\nHost: localhost\r\n"
            + "Expect: 100-continue\r\nContent-Length: 100000\r\n\r\n";
    try (StartedServer server = start()) {
      for (int i = 0; i < 20; i++) {
        try (Wire wire = server.connect()) {
          wire.send(get);
          assertEquals(200, wire.answer().status());
          wire.send("a".repeat(8192));
        }
      }
      Monitor.awaitLine(server, "duet_connections 0");
      Monitor.assertLine(server, "duet_buffered_bytes 0");
    }
  }

  /** After some requests a server may be reading in another way when the next one comes. */
  @Test
  default void aHeadForWhichThereIsNoRoomIs503BehindAnyRequest() throws Exception {
    String head = "GET / HTTP/1.1\r\nHost: localhost\r\nX-Large: " + "a".repeat(12_000);
    try (StartedServer server = start("--max-buffered-bytes=3000");
        Wire wire = server.connect()) {
      wire.send(Served.kept("GET", "/compute/1"));
      assertEquals(200, wire.answer().status());
      wire.send(head);
      assertClosingProblem(wire.answer(), 503);
    }
  }
}
