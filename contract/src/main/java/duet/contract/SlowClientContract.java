package duet.contract;

import static duet.contract.Problem.assertClosingProblem;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Nobody holds a connection by being slow: each kind of slowness has a time, which ends it, and
 * what is not slow in that way is not touched. A server's test class implements this and says how
 * one is started.
 */
public interface SlowClientContract {
  /** Starts a server with these settings beside the standard ones. */
  StartedServer start(String... flags) throws Exception;

  @Test
  default void aConnectionIsClosedOnceItHasHadNoRequestForTheTimeoutAndNotBefore()
      throws Exception {
    try (StartedServer server = start("--idle-seconds=1");
        Wire unused = server.connect();
        Wire used = server.connect();
        Wire waits = server.connect()) {
      used.send(Served.kept("GET", "/"));
      RootAnswer.assertKept(used.answer());
      waits.send(Served.kept("GET", "/delay/2500"));
      long start = System.nanoTime();
      assertEquals(Ending.CLOSED, unused.ending());
      Slowly.assertBetween(900, 3500, start);
      assertEquals(Ending.CLOSED, used.ending());
      Slowly.assertBetween(900, 3500, start);
      // A request that waits is not idle, be it longer than the time-out.
      assertEquals("2500", waits.answer().body());
      assertEquals(Ending.CLOSED, waits.ending());
      Slowly.assertBetween(3300, 6500, start);
    }
  }

  /** RFC 9110 §15.5.9; from the first byte on, however steadily the others come. */
  @Test
  default void aHeadThatDoesNotEndInItsTimeIs408AndClosed() throws Exception {
    try (StartedServer server = start("--header-seconds=1")) {
      for (String before : List.of("", Served.kept("GET", "/"))) {
        for (String begun :
            List.of("G", "GET / HTTP/1.1\r\nHost: local", "GET / HTTP/1.0\r\nHost: local")) {
          try (Wire stopped = server.connect();
              Wire trickles = server.connect()) {
            for (Wire wire : List.of(stopped, trickles)) {
              wire.send(before);
              if (!before.isEmpty()) {
                RootAnswer.assertKept(wire.answer());
              }
              wire.send(begun);
            }
            long start = System.nanoTime();
            Thread.ofVirtual().start(() -> Slowly.send(trickles, 200, "a".repeat(40).split("")));
            assertClosingProblem(stopped.answer(), 408);
            Served.assertGone(stopped);
            assertClosingProblem(trickles.answer(), 408);
            Slowly.assertBetween(900, 3500, start);
          }
        }
      }
    }
  }

  /** However many are too slow at the same time. */
  @Test
  default void eachOfManyIsCutOffAndCountedOnce() throws Exception {
    try (StartedServer server = start("--header-seconds=1")) {
      var wires = new ArrayList<Wire>();
      for (int i = 0; i < 300; i++) {
        wires.add(server.connect().send("GET / HTTP/1.1\r\nHost: local"));
      }
      for (Wire wire : wires) {
        assertClosingProblem(wire.answer(), 408);
        Served.assertGone(wire);
      }
      try (Wire monitor = Wire.to(server.admin().orElseThrow())) {
        String metrics = monitor.send(Served.last("GET", "/metrics")).answer().body();
        assertTrue(
            metrics.contains("\nduet_clients_cut_off_total{for=\"head\"} 300\n"), () -> metrics);
      }
    }
  }

  /** Of several requests each has its own time, and a wait between them is not one of theirs. */
  @Test
  default void theTimeOfAHeadBeginsWithItsFirstByte() throws Exception {
    try (StartedServer server = start("--header-seconds=1");
        Wire wire = server.connect()) {
      for (int i = 0; i < 3; i++) {
        Thread.sleep(700);
        wire.send("GET / HTTP/1.1\r\n");
        Thread.sleep(300);
        wire.send("Host: localhost\r\n\r\n");
        RootAnswer.assertKept(wire.answer());
      }
    }
  }

  /** While one request is answered, the head of the next has not begun to be waited for. */
  @Test
  default void whatComesWhileARequestIsAnsweredIsNotLate() throws Exception {
    try (StartedServer server = start("--header-seconds=1");
        Wire wire = server.connect()) {
      wire.send(Served.kept("GET", "/delay/3000"), "GET / HTTP/1.1\r\nHo");
      assertEquals("3000", wire.answer().body());
      wire.send("st: localhost\r\n\r\n");
      RootAnswer.assertKept(wire.answer());
    }
  }

  /** One that reads a little now and then is left alone; the kernel holds megabytes for each. */
  @Test
  default void aReaderThatTakesNothingIsCutOffAndOneThatReadsIsNot() throws Exception {
    long bytes = 300_000_000;
    try (StartedServer server = start("--send-seconds=1");
        Socket stopped = reader(server);
        Socket reads = reader(server)) {
      for (Socket socket : List.of(stopped, reads)) {
        socket.getOutputStream().write(Served.last("GET", "/stream/" + bytes).getBytes(US_ASCII));
      }
      for (int i = 0; i < 20; i++) {
        Thread.sleep(200); // for longer than the time-out
        assertEquals(5_000_000, reads.getInputStream().readNBytes(5_000_000).length);
      }
      assertTrue(readAll(stopped) < bytes, "what was not read has been sent");
      assertTrue(100_000_000 + readAll(reads) >= bytes, "an answer that was read has been cut off");
    }
  }

  /** However large an answer is: it is what is taken of it that counts. */
  @Test
  default void anAnswerThatIsReadSteadilyComesWhole() throws Exception {
    int bytes = 1_000_000;
    try (StartedServer server = start("--send-seconds=1", "--send-buffer-bytes=16384");
        Socket reads = new Socket()) {
      reads.setSoTimeout(10_000);
      reads.setReceiveBufferSize(32 * 1024);
      reads.connect(new InetSocketAddress(server.base().getHost(), server.base().getPort()));
      String post =
          "POST /echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: ";
      reads
          .getOutputStream()
          .write((post + bytes + "\r\n\r\n" + "a".repeat(bytes)).getBytes(US_ASCII));
      int come = 0;
      for (int i = 0; i < 40; i++) {
        Thread.sleep(100); // all together for longer than the time-out, none of them nearly so
        come += reads.getInputStream().readNBytes(bytes / 40).length;
      }
      assertTrue(come + readAll(reads) > bytes, "an answer that was read has been cut off");
    }
  }

  /** RFC 9112 §2.2: it is ignored, and so is no request. */
  @Test
  default void anEmptyLineNowAndThenKeepsNoConnection() throws Exception {
    try (StartedServer server = start("--idle-seconds=1");
        Wire lines = server.connect();
        Wire halves = server.connect()) {
      long start = System.nanoTime();
      Thread.ofVirtual().start(() -> Slowly.send(lines, 300, "\r\n,".repeat(20).split(",")));
      Thread.ofVirtual().start(() -> Slowly.send(halves, 300, "\r,\n,".repeat(10).split(",")));
      for (Wire wire : List.of(lines, halves)) {
        Served.assertGone(wire);
        Slowly.assertBetween(900, 2500, start);
      }
    }
  }

  /** Nor does the time of a head begin with it, or with half of it. */
  @Test
  default void theTimeOfAHeadDoesNotBeginWithAnEmptyLine() throws Exception {
    try (StartedServer server = start("--header-seconds=1")) {
      for (String before : List.of("", Served.kept("GET", "/"))) {
        for (String[] line : List.of(new String[] {"\r", "\n"}, new String[] {"\r\n", ""})) {
          try (Wire wire = server.connect()) {
            wire.send(before + line[0]);
            if (!before.isEmpty()) {
              RootAnswer.assertKept(wire.answer());
            }
            Thread.sleep(1700);
            wire.send(line[1] + Served.kept("GET", "/"));
            RootAnswer.assertKept(wire.answer());
          }
        }
      }
    }
  }

  private static Socket reader(Served server) throws IOException {
    var socket = new Socket();
    socket.setSoTimeout(10_000);
    socket.connect(new InetSocketAddress(server.base().getHost(), server.base().getPort()));
    return socket;
  }

  /** Bytes that can still be read, whether the end comes in order or not. */
  private static long readAll(Socket socket) {
    long all = 0;
    try {
      var piece = new byte[1 << 16];
      for (int length = 0; length >= 0; length = socket.getInputStream().read(piece)) {
        all += length;
      }
    } catch (IOException _) {
      // a reset
    }
    return all;
  }
}
