package duet.contract;

import static duet.contract.Problem.assertClosingProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Nobody holds a connection with a body that does not come, nor is one too slow that does. A
 * server's test class implements this and says how one is started.
 */
public interface SlowBodyContract {
  /** Starts a server with these settings beside the standard ones. */
  StartedServer start(String... flags) throws Exception;

  @Test
  default void aBodyOfWhichNothingComesForTheTimeoutIs408AndClosed() throws Exception {
    try (StartedServer server = start("--body-seconds=1");
        Wire silent = server.connect();
        Wire unasked = server.connect();
        Wire slow = server.connect()) {
      silent.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nabc");
      unasked.send("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n");
      slow.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3000\r\n\r\n");
      long start = System.nanoTime();
      for (int i = 0; i < 5; i++) {
        Thread.sleep(600); // in all longer than the time-out and the second it is looked at in
        slow.send("a".repeat(600));
      }
      assertEquals(200, slow.answer().status());
      assertClosingProblem(silent.answer(), 408);
      assertClosingProblem(unasked.answer(), 408);
      Served.assertGone(silent);
      Slowly.assertBetween(2900, 4500, start);
    }
  }

  /** A byte now and then is not enough: as a whole it must come at the rate that is asked for. */
  @Test
  default void aBodyThatTricklesIs408AndClosed() throws Exception {
    try (StartedServer server = start("--body-seconds=1", "--body-bytes-per-second=1000");
        Wire plain = server.connect();
        Wire chunked = server.connect()) {
      plain.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n");
      chunked.send(ChunkContract.HEAD);
      long start = System.nanoTime();
      Thread.ofVirtual().start(() -> Slowly.send(plain, 300, "a".repeat(40).split("")));
      Thread.ofVirtual()
          .start(() -> Slowly.send(chunked, 300, "1\r\na\r\n,".repeat(40).split(",")));
      assertClosingProblem(plain.answer(), 408);
      assertClosingProblem(chunked.answer(), 408);
      Slowly.assertBetween(900, 3500, start);
    }
  }

  /** Each byte of a chunk counts, be its size in front of it in the same segment. */
  @Test
  default void aBodyThatComesInSmallChunksIsNotSlow() throws Exception {
    try (StartedServer server = start("--body-seconds=1", "--body-bytes-per-second=5000");
        Wire wire = server.connect()) {
      wire.send(ChunkContract.HEAD);
      String chunk = "3e8\r\n" + "a".repeat(1000) + "\r\n";
      Slowly.send(wire, 100, (chunk + ",").repeat(30).split(","));
      wire.send("0\r\n\r\n");
      assertEquals("a".repeat(30_000), wire.answer().body());
    }
  }

  /**
   * What stands around chunks is no byte of a body, and holds no connection for as long as it may
   * be.
   */
  @Test
  default void framingThatComesByteByByteIsNotWaitedForLongerThanABody() throws Exception {
    try (StartedServer server = start("--body-seconds=1");
        Wire line = server.connect();
        Wire trailer = server.connect()) {
      line.send(ChunkContract.HEAD + "5;");
      trailer.send(ChunkContract.HEAD + "0\r\nX: ");
      long start = System.nanoTime();
      for (Wire wire : List.of(line, trailer)) {
        Thread.ofVirtual().start(() -> Slowly.send(wire, 100, "a".repeat(40).split("")));
      }
      assertClosingProblem(line.answer(), 408);
      assertClosingProblem(trailer.answer(), 408);
      Slowly.assertBetween(900, 3500, start);
    }
  }

  /** Of several such things between two bytes of a body each has not the whole time. */
  @Test
  default void framingDoesNotBeginTheTimeOfABodyAnew() throws Exception {
    try (StartedServer server = start("--body-seconds=1", "--body-bytes-per-second=1");
        Wire slow = server.connect();
        Wire steady = server.connect()) {
      // Each pause is shorter than the time-out; all of them are longer, and half a second more.
      String[] late = {ChunkContract.HEAD + "2\r\nok", "\r\n", "2\r\n", "ok\r\n0\r\n\r\n"};
      Thread.ofVirtual().start(() -> Slowly.send(slow, 800, late));
      Slowly.send(
          steady,
          600,
          ChunkContract.HEAD + "1\r\na",
          "\r\n1\r\nb",
          "\r\n1\r\nc",
          "\r\n1\r\nd",
          "\r\n0\r\n\r\n");
      assertEquals(200, steady.answer().status());
      assertClosingProblem(slow.answer(), 408);
    }
  }
}
