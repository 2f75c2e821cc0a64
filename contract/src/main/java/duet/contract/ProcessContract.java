package duet.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * A server as a program: what it prints, how it ends, and with which exit code. A server's test
 * class implements this and says how it is called.
 */
public interface ProcessContract {
  Pattern LISTENS = Pattern.compile("(\\S+) listens on (http://\\S+?:\\d+) \\(.+\\)");

  /** The program and its arguments, without a flag. */
  List<String> command();

  /** One line says where it listens and how it is tuned; port 0 takes a free one. */
  @Test
  default void itSaysInOneLineWhereItListensAndHowItIsTuned() throws Exception {
    try (var server = new Program(command(), "--port=0")) {
      String line = server.firstLine();
      assertTrue(LISTENS.matcher(line).matches(), line);
      for (String setting :
          List.of("backlog=", "tcpNoDelay=true", "idleSeconds=", "drainSeconds=", "heap", "gc")) {
        assertTrue(line.contains(setting), line);
      }
    }
  }

  /** A port in use is one line that names it, and exit code 1. */
  @Test
  default void aPortInUseIsOneLineAndExitCode1() throws Exception {
    try (var taken = new ServerSocket(0);
        var server = new Program(command(), "--port=" + taken.getLocalPort(), "--host=0.0.0.0")) {
      assertEquals(1, server.exitCode());
      List<String> errors = server.errors();
      assertEquals(1, errors.size(), errors::toString);
      assertTrue(errors.getFirst().contains(":" + taken.getLocalPort() + ": "), errors::toString);
      assertTrue(errors.getFirst().contains("the port is in use"), errors::toString);
    }
  }

  /** The same for the admin port, whose flag it names. */
  @Test
  default void anAdminPortInUseIsOneLineAndExitCode1() throws Exception {
    try (var taken = new ServerSocket(0);
        var server =
            new Program(
                command(), "--port=0", "--admin-port=" + taken.getLocalPort(), "--host=0.0.0.0")) {
      assertEquals(1, server.exitCode());
      List<String> errors = server.errors();
      assertEquals(1, errors.size(), errors::toString);
      assertTrue(errors.getFirst().contains(":" + taken.getLocalPort() + ": "), errors::toString);
      assertTrue(errors.getFirst().contains("--admin-port"), errors::toString);
    }
  }

  /** Settings and metrics are for whoever runs the server, whoever may ask it for the rest. */
  @Test
  default void theAdminPortIsOnLoopbackWhereverTheServerListens() throws Exception {
    try (var server = new Program(command(), "--port=0", "--host=0.0.0.0")) {
      Matcher said =
          Pattern.compile(":(\\d+) \\(admin port (\\d+) on 127\\.0\\.0\\.1;")
              .matcher(server.firstLine());
      assertTrue(said.find());
      // All of 127/8 is this machine, but not what that port listens on.
      InetAddress another = InetAddress.ofLiteral("127.0.0.2");
      new Socket(another, Integer.parseInt(said.group(1))).close();
      new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(said.group(2))).close();
      assertThrows(
          ConnectException.class, () -> new Socket(another, Integer.parseInt(said.group(2))));
    }
    try (var server = new Program(command(), "--port=0", "--admin-host=127.0.0.2")) {
      Matcher said =
          Pattern.compile("\\(admin port (\\d+) on 127\\.0\\.0\\.2;").matcher(server.firstLine());
      assertTrue(said.find());
      int admin = Integer.parseInt(said.group(1));
      new Socket(InetAddress.ofLiteral("127.0.0.2"), admin).close();
      assertThrows(
          ConnectException.class, () -> new Socket(InetAddress.getLoopbackAddress(), admin));
    }
    try (var server = new Program(command(), "--port=0", "--admin-host=192.0.2.1")) {
      assertEquals(1, server.exitCode());
      assertTrue(server.errors().getFirst().endsWith("name another with --admin-host"));
    }
  }

  /** An address that is not this machine's is one line too. */
  @Test
  default void anAddressThatIsNotOursIsOneLineAndExitCode1() throws Exception {
    try (var server = new Program(command(), "--port=0", "--host=192.0.2.1")) {
      assertEquals(1, server.exitCode());
      List<String> errors = server.errors();
      assertEquals(1, errors.size(), errors::toString);
      assertTrue(errors.getFirst().contains("192.0.2.1"), errors::toString);
    }
  }

  /** A mistake on the command line is one line that names the flag, and exit code 2. */
  @Test
  default void anUnknownFlagIsOneLineAndExitCode2() throws Exception {
    try (var server = new Program(command(), "--colour=red")) {
      assertEquals(2, server.exitCode());
      List<String> errors = server.errors();
      assertEquals(1, errors.size(), errors::toString);
      assertTrue(errors.getFirst().contains("--colour"), errors::toString);
    }
  }

  /** The usage names every flag, on stdout. */
  @Test
  default void helpNamesTheFlagsAndExitsWith0() throws Exception {
    try (var server = new Program(command(), "--help")) {
      assertEquals(0, server.exitCode());
      String usage = server.output();
      for (String flag : List.of("--host", "--port", "--with-parent")) {
        assertTrue(usage.contains(flag), usage);
      }
    }
  }

  /** SIGTERM: the listener stops, a request under way is answered, then exit code 0. */
  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGTERM to send")
  default void toldToStopItFinishesTheRequestUnderWayAndExitsWith0() throws Exception {
    try (var server = new Program(command(), "--port=0")) {
      URI base = server.base();
      try (Wire waiting = Wire.to(base)) {
        waiting.send("GET /delay/1500 HTTP/1.1\r\nHost: localhost\r\n\r\n");
        try (Wire other = Wire.to(base)) {
          // Answered after the other was sent, so that one is under way.
          other.send("GET /delay/200 HTTP/1.1\r\nHost: localhost\r\n\r\n");
          assertEquals(200, other.answer().status());
        }
        server.terminate();
        assertEquals("1500", waiting.answer().body());
      }
      assertEquals(0, server.exitCode());
      assertEquals(List.of(), server.errors());
    }
  }

  /**
   * More than there are connections to the database for, while those are opened and afterwards, for
   * longer than one may wait: nothing comes of their waits but an answer (vertx-sql-client issue
   * 1567).
   */
  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGTERM to send")
  default void manyWhoWaitForADatabaseConnectionLeaveNoFailureInTheLog() throws Exception {
    try (var server =
        new Program(command(), "--port=0", "--database-seconds=1", "--database-connections=4")) {
      URI base = server.base();
      Served served = () -> base;
      PostgresProcess.becomesTrue(() -> served.ask(Served.last("GET", "/db")).status() == 200);
      Load.run(served, Served.kept("GET", "/db"), 8, Duration.ofSeconds(3));
      server.terminate();
      assertEquals(0, server.exitCode());
      assertEquals(List.of(), server.errors().stream().filter(l -> l.contains("SEVERE")).toList());
    }
  }

  /** A client that breaks off is nothing to tell of, whatever was being done for it. */
  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGTERM to send")
  default void aClientThatBreaksOffLeavesNoLineInTheLog() throws Exception {
    try (var server = new Program(command(), "--port=0")) {
      URI base = server.base();
      for (String begun :
          List.of(
              "GET /delay/60000 HTTP/1.1\r\nHost: localhost\r\n\r\n",
              "GET /stream/100000000 HTTP/1.1\r\nHost: localhost\r\n\r\n",
              "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhalf",
              "GET /nowhere HTTP/1.1\r\nHost: local")) {
        for (String queued : List.of("", Served.kept("GET", "/plaintext"))) {
          Wire wire = Wire.to(base);
          wire.send(Served.kept("GET", "/") + begun + queued);
          assertEquals(200, wire.answer().status());
          wire.reset();
        }
      }
      try (Wire other = Wire.to(base)) {
        other.send(Served.last("GET", "/"));
        assertEquals(200, other.answer().status());
      }
      server.terminate();
      assertEquals(0, server.exitCode());
      assertEquals(List.of(), server.errors());
    }
  }

  /** While requests under way end, the admin port says that the server is not ready. */
  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGTERM to send")
  default void toldToStopItIsNotReadyUntilItHasDrained() throws Exception {
    try (var server = new Program(command(), "--port=0", "--access-log=true")) {
      String line = server.firstLine();
      Matcher listens = LISTENS.matcher(line);
      Matcher adminPort = Pattern.compile("admin port (\\d+)").matcher(line);
      assertTrue(listens.matches() && adminPort.find(), line);
      URI admin = URI.create("http://127.0.0.1:" + adminPort.group(1));
      try (Wire waiting = Wire.to(URI.create(listens.group(2)));
          Wire monitor = Wire.to(admin)) {
        String ready = Served.kept("GET", "/health/ready");
        AdminContract.awaitReady(monitor);
        waiting.send(Served.kept("GET", "/delay/1500"));
        monitor.send(Served.kept("GET", "/metrics"));
        while (!monitor.answer().body().contains("duet_requests_in_flight 1\n")) {
          monitor.send(Served.kept("GET", "/metrics"));
        }
        server.terminate();
        Answer answer;
        do {
          monitor.send(ready);
          answer = monitor.answer();
        } while (answer.status() == 200);
        assertEquals(503, answer.status(), answer::head);
        assertEquals("{\"status\":\"draining\"}", answer.body());
        assertEquals("1500", waiting.answer().body());
      }
      assertEquals(0, server.exitCode());
      List<String> log = server.errors();
      assertEquals(1, log.size(), log::toString);
      assertTrue(
          log.getFirst().matches(".*\"GET /delay/1500 HTTP/1.1\" 200 4 \\d{7}"), log::toString);
    }
  }

  /**
   * It does not outlive who started it, though nobody collects that one's exit code: the shell
   * between has become a program that does not wait for its children.
   */
  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no shell to be killed")
  default void withParentItEndsWhenTheProcessThatStartedItIsKilled() throws Exception {
    var shells = new ArrayList<>(List.of("sh", "-c"));
    shells.add("sh -c '\"$@\" & wait' parent \"$@\" & exec sleep 60");
    shells.add("grandparent");
    shells.addAll(command());
    try (var grandparent = new Program(shells, "--port=0", "--with-parent")) {
      URI base = grandparent.base();
      grandparent.killChild();
      PostgresProcess.becomesTrue(() -> !isListening(base));
    }
  }

  private static boolean isListening(URI base) {
    try (var _ = new Socket(base.getHost(), base.getPort())) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Connections that only wait for their next request do not hold it up for the drain time. */
  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGTERM to send")
  default void toldToStopItDoesNotWaitForIdleConnections() throws Exception {
    try (var server = new Program(command(), "--port=0");
        Wire idle = Wire.to(server.base())) {
      idle.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertEquals(200, idle.answer().status());
      long start = System.nanoTime();
      server.terminate();
      assertEquals(0, server.exitCode());
      assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(5), "it took 5 s or more");
    }
  }
}
