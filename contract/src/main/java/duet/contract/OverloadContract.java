package duet.contract;

import static duet.contract.Problem.assertClosingProblem;
import static duet.contract.Problem.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Everything that clients can make grow has a limit, and who comes when it is reached is told so at
 * once. A server's test class implements this and says how one is started.
 */
public interface OverloadContract {

  /** Starts a server with these settings beside the standard ones. */
  StartedServer start(String... flags) throws Exception;

  /** One more than may be answered at once: 503 with {@code Retry-After}, its connection kept. */
  @Test
  default void aRequestTooManyIs503AtOnceAndItsConnectionIsKept() throws Exception {
    try (StartedServer server = start("--max-requests=2");
        Wire first = server.connect();
        Wire second = server.connect();
        Wire third = server.connect()) {
      first.send(Served.kept("GET", "/delay/1500"));
      second.send(Served.kept("GET", "/delay/1500"));
      Monitor.awaitLine(server, "duet_requests_in_flight 2");
      long start = System.nanoTime();
      for (int i = 0; i < 3; i++) {
        third.send(Served.kept("GET", "/plaintext"));
        assertRefused(third.answer());
      }
      assertTrue(System.nanoTime() - start < 1_000_000_000, "it was made to wait");
      assertEquals("1500", first.answer().body());
      assertEquals("1500", second.answer().body());
      third.send(Served.kept("GET", "/plaintext"));
      assertEquals("Hello, World!", third.answer().body());
      Monitor.assertLine(server, "duet_refused_requests_total 3");
    }
  }

  /** Of such a request the body is not read, whether it comes at once or is held back. */
  @Test
  default void aBodyOfARequestTooManyIsNotRead() throws Exception {
    String post = "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n";
    try (StartedServer server = start("--max-requests=1");
        Wire first = server.connect()) {
      first.send(Served.kept("GET", "/delay/1500"));
      Monitor.awaitLine(server, "duet_requests_in_flight 1");
      for (String rest : List.of("\r\n", "\r\nhello", "Expect: 100-continue\r\n\r\n")) {
        try (Wire second = server.connect()) {
          second.send(post + rest);
          assertClosingProblem(second.answer(), 503);
          Served.assertGone(second);
        }
      }
      assertEquals("1500", first.answer().body());
    }
  }

  /** A place is given back when its client goes away, and whatever becomes of a request. */
  @Test
  default void noPlaceIsLost() throws Exception {
    try (StartedServer server = start("--max-requests=1", "--max-transfers=1")) {
      for (int i = 0; i < 3; i++) {
        Wire gone = server.connect();
        gone.send(Served.kept("GET", "/delay/60000"));
        Monitor.awaitLine(server, "duet_requests_in_flight 1");
        gone.reset();
        Monitor.awaitLine(server, "duet_requests_in_flight 0");
        Wire reader = server.connect();
        reader.send(Served.kept("GET", "/stream/1000000000"));
        Monitor.awaitLine(server, "duet_requests_in_flight 1");
        reader.reset();
        Monitor.awaitLine(server, "duet_requests_in_flight 0");
        for (String target :
            List.of("/nowhere", "/delay/no", "/stream/9", "/files/hello.txt", "/files/none")) {
          // The client may have the answer before the server has given back its place.
          PostgresProcess.becomesTrue(() -> server.ask(Served.last("GET", target)).status() != 503);
        }
        try (Wire wire = server.connect()) {
          wire.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhalf");
          wire.reset();
        }
        Monitor.awaitLine(server, "duet_requests_in_flight 0");
      }
      PostgresProcess.becomesTrue(() -> server.ask(Served.last("GET", "/")).status() == 200);
    }
  }

  /** An admission that adapts begins low, and rises while answers are in time. */
  @Test
  default void anAdmissionThatAdaptsBeginsWithTwentyAndRises() throws Exception {
    try (StartedServer server = start("--admission=adaptive", "--max-requests=100");
        Wire last = server.connect()) {
      var wires = new ArrayList<Wire>();
      for (int i = 0; i < 20; i++) {
        Wire wire = server.connect();
        wires.add(wire.send(Served.kept("GET", "/delay/400")));
      }
      Monitor.awaitLine(server, "duet_requests_in_flight 20");
      last.send(Served.kept("GET", "/plaintext"));
      assertRefused(last.answer());
      for (Wire wire : wires) {
        assertEquals("400", wire.answer().body());
        wire.send(Served.kept("GET", "/delay/400"));
      }
      Monitor.awaitLine(server, "duet_requests_in_flight 20");
      last.send(Served.kept("GET", "/plaintext"));
      assertEquals("Hello, World!", last.answer().body());
      for (Wire wire : wires) {
        wire.close();
      }
    }
  }

  /** It is told so before it has asked for anything, and the next one after one has gone is not. */
  @Test
  default void aConnectionTooManyIsToldSoAndClosed() throws Exception {
    try (StartedServer server = start("--max-connections=2");
        Wire first = server.connect()) {
      Wire second = server.connect();
      for (Wire wire : List.of(first, second)) {
        wire.send(Served.kept("GET", "/"));
        RootAnswer.assertKept(wire.answer());
      }
      for (String request : List.of("", Served.kept("GET", "/"))) {
        try (Wire third = server.connect()) {
          third.send(request);
          Answer answer = third.answer();
          assertClosingProblem(answer, 503);
          assertEquals("1", answer.field("Retry-After").orElse("none"));
          Served.assertClosed(third);
        }
      }
      Monitor.assertLine(server, "duet_refused_connections_total 2");
      Monitor.assertLine(server, "duet_connections 2");
      second.reset();
      Monitor.awaitLine(server, "duet_connections 1");
      try (Wire third = server.connect()) {
        third.send(Served.kept("GET", "/"));
        RootAnswer.assertKept(third.answer());
      }
      first.send(Served.kept("GET", "/"));
      RootAnswer.assertKept(first.answer());
    }
  }

  /** However many come at once; what there is no room for yet waits in the kernel. */
  @Test
  default void ofManyConnectionsTooManyAtOnceEachIsToldSo() throws Exception {
    try (StartedServer server = start("--max-connections=1");
        Wire first = server.connect()) {
      first.send(Served.kept("GET", "/"));
      RootAnswer.assertKept(first.answer());
      var others = new ArrayList<Wire>();
      for (int i = 0; i < 1000; i++) {
        others.add(server.connect());
      }
      for (Wire other : others) {
        assertClosingProblem(other.answer(), 503);
        Served.assertClosed(other);
        other.close();
      }
      Monitor.assertLine(server, "duet_refused_connections_total 1000");
      first.send(Served.kept("GET", "/"));
      RootAnswer.assertKept(first.answer());
    }
  }

  /** Streams and files, each of which holds memory or a descriptor until its reader has it. */
  @Test
  default void aTransferTooManyIs503AndItsConnectionIsKept() throws Exception {
    try (StartedServer server = start("--max-transfers=1");
        Wire reader = server.connect();
        Wire other = server.connect()) {
      reader.send(Served.kept("GET", "/stream/1000000000"));
      Monitor.awaitLine(server, "duet_requests_in_flight 1");
      for (String target : List.of("/stream/10", "/files/hello.txt")) {
        other.send(Served.kept("GET", target));
        assertRefused(other.answer());
      }
      other.send(Served.kept("GET", "/stream/0"));
      assertEquals(200, other.answer().status());
      reader.reset();
      Monitor.awaitLine(server, "duet_requests_in_flight 0");
      other.send(Served.kept("GET", "/files/hello.txt"));
      assertEquals(200, other.answer().status());
    }
  }

  /**
   * A kernel left alone keeps megabytes for each reader that takes nothing, which are no part of
   * the process's memory, and which the server makes while others wait; a thousand are all there
   * is.
   */
  @Test
  default void whatTheKernelKeepsOfAnAnswerHasALimit() throws Exception {
    assumeTrue(Files.isReadable(Path.of("/proc/net/tcp")), "this kernel does not tell");
    try (StartedServer server = start("--send-buffer-bytes=32768");
        Wire reader = server.connect()) {
      reader.send(Served.kept("GET", "/stream/1000000000"));
      long[] last = {-1};
      PostgresProcess.becomesTrue(
          () -> {
            long before = last[0];
            Thread.sleep(100);
            last[0] = unacknowledged(server.base().getPort());
            return last[0] > 0 && last[0] == before;
          });
      // It may go beyond by a segment, which on loopback has 64 KiB.
      assertTrue(last[0] <= 3 * 65_536, () -> last[0] + " bytes are kept for one reader");
    }
  }

  /** What the kernel keeps for the one client of a port ({@code tx_queue}, proc_net(5)). */
  private static long unacknowledged(int port) throws IOException {
    String local = ":%04X ".formatted(port);
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      for (String line : Files.readAllLines(Path.of(table))) {
        String[] fields = line.strip().split(" +", -1);
        if ((fields[1] + " ").endsWith(local) && fields[3].equals("01")) {
          return Long.parseLong(fields[4].substring(0, fields[4].indexOf(':')), 16);
        }
      }
    }
    return -1;
  }

  /** However many come behind a request that takes its time, each is answered, in their order. */
  @Test
  default void whatComesBehindARequestIsAnsweredInItsOrder() throws Exception {
    try (StartedServer server = start();
        Wire wire = server.connect()) {
      int count = 3000;
      String post = "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\n";
      var all = new StringBuilder(Served.kept("GET", "/delay/300"));
      for (int i = 0; i < count; i++) {
        all.append(post).append("%04d".formatted(i));
      }
      wire.sendAside(all.toString());
      assertEquals("300", wire.answer().body());
      for (int i = 0; i < count; i++) {
        assertEquals("%04d".formatted(i), wire.answer().body());
      }
    }
  }

  private static void assertRefused(Answer answer) {
    assertProblem(answer, 503);
    assertEquals("1", answer.field("Retry-After").orElse("none"));
    assertTrue(!answer.connectionSays("close"), answer::head);
  }
}
