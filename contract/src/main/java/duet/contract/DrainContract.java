package duet.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * SIGTERM: what has begun to come is answered, within the drain time. A server's test class
 * implements this and says how it is called.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGTERM to send")
public interface DrainContract {

  /** The program and its arguments, without a flag. */
  List<String> command();

  /** Requests of which a part was sent before the signal, and the rest when it had been heard. */
  @Test
  default void aRequestThatHasBegunIsAnsweredThoughItsRestComesAfterTheSignal() throws Exception {
    try (var server = new Program(command(), "--port=0")) {
      String line = server.firstLine();
      Matcher listens = ProcessContract.LISTENS.matcher(line);
      Matcher adminPort = Pattern.compile("admin port (\\d+)").matcher(line);
      assertTrue(listens.matches() && adminPort.find(), line);
      URI base = URI.create(listens.group(2));
      URI admin = URI.create("http://127.0.0.1:" + adminPort.group(1));
      var begun = new ArrayList<Wire>();
      String[] firsts = {
        "GET /plaintext HTT",
        "GET /plaintext HTTP/1.1\r\nHost: loc",
        "GET /plaintext HTTP/1.0\r\nConnection: keep-alive\r\nX: ",
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 13\r\n\r\nHello, ",
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nd\r\nHello, "
      };
      String[] rests = {
        "P/1.1\r\nHost: localhost\r\n\r\n",
        "alhost\r\n\r\n",
        "y\r\n\r\n",
        "World!",
        "World!\r\n0\r\n\r\n"
      };
      for (String first : firsts) {
        begun.add(Wire.to(base).send(first));
      }
      // What the kernel alone knows of is nothing that the server has read.
      PostgresProcess.becomesTrue(
          () -> metrics(admin).contains("\nduet_connections " + firsts.length + "\n"));
      terminate(server, base);
      for (int i = 0; i < firsts.length; i++) {
        Wire wire = begun.get(i);
        wire.send(rests[i]);
        Answer answer = wire.answer();
        assertEquals("Hello, World!", answer.body(), firsts[i]);
        assertTrue(answer.connectionSays("close"), answer::head);
        Served.assertClosed(wire);
      }
      assertEquals(0, server.exitCode());
      assertEquals(List.of(), server.errors());
    }
  }

  /** Those behind another one too: the last of them says that it is the last. */
  @Test
  default void pipelinedRequestsThatHaveComeAreAllAnswered() throws Exception {
    try (var server = new Program(command(), "--port=0")) {
      URI base = server.base();
      try (Wire wire = Wire.to(base)) {
        wire.send(
            Served.kept("GET", "/delay/700")
                + Served.kept("GET", "/delay/300")
                + Served.kept("GET", "/plaintext"));
        terminate(server, base);
        for (String body : List.of("700", "300")) {
          Answer answer = wire.answer();
          assertEquals(body, answer.body());
          assertTrue(!answer.connectionSays("close"), answer::head);
        }
        Answer last = wire.answer();
        assertEquals("Hello, World!", last.body());
        assertTrue(last.connectionSays("close"), last::head);
        Served.assertClosed(wire);
      }
      assertEquals(0, server.exitCode());
    }
  }

  /** A client that goes on asking is told with an answer that it was the last. */
  @Test
  default void aClientThatGoesOnAskingLosesNothing() throws Exception {
    try (var server = new Program(command(), "--port=0")) {
      URI base = server.base();
      try (Wire wire = Wire.to(base)) {
        wire.send(Served.kept("GET", "/plaintext"));
        assertEquals(200, wire.answer().status());
        terminate(server, base);
        wire.send(Served.kept("GET", "/plaintext"));
        Answer last = wire.answer();
        assertEquals("Hello, World!", last.body());
        assertTrue(last.connectionSays("close"), last::head);
        Served.assertClosed(wire);
      }
      assertEquals(0, server.exitCode());
    }
  }

  /** What takes longer than the drain time is cut off, and that is no failure of the server's. */
  @Test
  default void theDrainTimeIsTheLongestItWaits() throws Exception {
    try (var server = new Program(command(), "--port=0", "--drain-seconds=1")) {
      URI base = server.base();
      try (Wire waits = Wire.to(base);
          Wire begun = Wire.to(base)) {
        waits.send(Served.kept("GET", "/delay/60000"));
        begun.send("GET / HTTP/1.1\r\nHo");
        long start = System.nanoTime();
        terminate(server, base);
        assertEquals(0, server.exitCode());
        long millis = (System.nanoTime() - start) / 1_000_000;
        assertTrue(900 <= millis && millis < 4000, millis + " ms");
        Served.assertGone(waits);
        Served.assertGone(begun);
      }
      assertEquals(List.of(), server.errors());
    }
  }

  /** Who asks twice does not want to wait. */
  @Test
  default void aSecondSignalEndsItNow() throws Exception {
    try (var server = new Program(command(), "--port=0", "--drain-seconds=60")) {
      URI base = server.base();
      try (Wire waits = Wire.to(base)) {
        waits.send(Served.kept("GET", "/delay/60000"));
        terminate(server, base);
        long start = System.nanoTime();
        server.terminate();
        assertEquals(1, server.exitCode());
        assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(5), "it took 5 s or more");
      }
      List<String> errors = server.errors();
      assertEquals(1, errors.size(), errors::toString);
      assertTrue(errors.getFirst().contains("told to stop again"), errors::toString);
    }
  }

  /** Sends SIGTERM, and returns when it has been heard. */
  private static void terminate(Program server, URI base) throws Exception {
    server.terminate();
    PostgresProcess.becomesTrue(() -> !isListening(base));
  }

  private static String metrics(URI admin) throws IOException {
    try (Wire monitor = Wire.to(admin)) {
      return monitor.send(Served.last("GET", "/metrics")).answer().body();
    }
  }

  private static boolean isListening(URI base) {
    try (var _ = new Socket(base.getHost(), base.getPort())) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
