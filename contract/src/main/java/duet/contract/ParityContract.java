package duet.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What is in force on a server is what its settings say, which are the other server's too. A
 * server's test class implements this and says how one is started.
 */
public interface ParityContract {

  /** Starts a server with these settings beside the standard ones. */
  StartedServer start(String... flags) throws Exception;

  @Test
  default void whatIsInForceIsWhatTheSettingsSay() throws Exception {
    try (StartedServer server = start()) {
      assertEquals(server.settings(), server.inForce());
    }
  }

  @Test
  default void anotherSettingIsInForceToo() throws Exception {
    try (StartedServer server =
        start(
            "--backlog=17",
            "--tcp-no-delay=false",
            "--idle-seconds=9",
            "--max-request-line-bytes=9000",
            "--max-header-bytes=4096",
            "--max-body-bytes=5",
            "--drain-seconds=2",
            "--database-connections=3",
            "--database-seconds=4")) {
      assertEquals("17", server.inForce().get("backlog"));
      assertEquals("false", server.inForce().get("tcpNoDelay"));
      assertEquals(server.settings(), server.inForce());
    }
  }

  /** Each answer looks at a connection of its own, and none waits for one that was another's. */
  @Test
  default void whatIsInForceMayBeAskedAgainAtOnce() throws Exception {
    try (StartedServer server = start()) {
      for (int i = 0; i < 300; i++) {
        assertEquals(server.settings(), server.inForce());
      }
    }
  }

  /** The kernel's own word: for a listening socket, ss prints the backlog as Send-Q. */
  @Test
  default void theKernelHasTheBacklog() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/ss")), "iproute2 is not installed");
    try (StartedServer server = start()) {
      String listener = ss("-Hltn", "sport = :" + server.base().getPort());
      assertEquals(
          server.settings().get("backlog"), listener.strip().split("\\s+", -1)[2], listener);
    }
  }

  @Test
  default void aConnectionIsClosedOnceItIsIdleForTheTimeoutAndNotBefore() throws Exception {
    try (StartedServer server = start("--idle-seconds=1");
        var unused = connect(server);
        var halfway = connect(server);
        var used = connect(server)) {
      used.getOutputStream().write(ascii("GET /delay/2500 HTTP/1.1\r\nHost: localhost\r\n\r\n"));
      // A request line alone is no request yet.
      halfway.getOutputStream().write(ascii("GET / HTTP/1.1\r\nHost:"));
      long start = System.nanoTime();
      assertEquals(-1, unused.getInputStream().read());
      assertBetween(900, 3500, start);
      assertEquals(-1, halfway.getInputStream().read());
      assertBetween(900, 3500, start);
      // A request that waits is not idle, be it longer than the time-out.
      String answer = new String(used.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertTrue(answer.endsWith("\r\n\r\n2500"), answer);
      assertBetween(3300, 6500, start);
    }
  }

  @Test
  default void aBodyThatBringsNoByteForTheTimeoutIsNotWaitedFor() throws Exception {
    try (StartedServer server = start("--idle-seconds=1");
        var silent = connect(server);
        var slow = connect(server)) {
      String post = "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n";
      silent.getOutputStream().write(ascii(post));
      slow.getOutputStream().write(ascii(post));
      long start = System.nanoTime();
      for (int i = 0; i < 5; i++) {
        Thread.sleep(600); // in all longer than the time-out and the second it is looked at in
        slow.getOutputStream().write('a' + i);
      }
      String answer = new String(slow.getInputStream().readNBytes(15), StandardCharsets.US_ASCII);
      assertEquals("HTTP/1.1 200 OK", answer);
      assertTrue(endsWithoutAnAnswer(silent));
      assertBetween(900, 3900, start);
    }
  }

  /**
   * What stands around chunks is no byte of a body, and holds no connection for as long as it may
   * be.
   */
  @Test
  default void framingThatComesByteByByteIsNotWaitedForLongerThanABody() throws Exception {
    try (StartedServer server = start("--idle-seconds=1");
        var line = connect(server);
        var trailer = connect(server)) {
      line.getOutputStream().write(ascii(ChunkContract.HEAD + "5;"));
      trailer.getOutputStream().write(ascii(ChunkContract.HEAD + "0\r\nX: "));
      long start = System.nanoTime();
      for (Socket socket : List.of(line, trailer)) {
        Thread.ofVirtual().start(() -> send(socket, 100, "a".repeat(40).split("")));
      }
      assertTrue(endsWithoutAnAnswer(line));
      assertTrue(endsWithoutAnAnswer(trailer));
      assertBetween(900, 3900, start);
    }
  }

  /** Of several such things between two bytes of a body each has not the whole time. */
  @Test
  default void framingDoesNotBeginTheTimeOfABodyAnew() throws Exception {
    try (StartedServer server = start("--idle-seconds=1");
        var slow = connect(server);
        var steady = connect(server)) {
      // Each pause is shorter than the time-out, all are longer and the second it is looked at in.
      Thread.ofVirtual()
          .start(
              () ->
                  send(
                      slow,
                      900,
                      ChunkContract.HEAD + "2\r\nok",
                      "\r\n",
                      "2\r\n",
                      "ok\r\n0\r\n\r\n"));
      send(
          steady,
          600,
          ChunkContract.HEAD + "1\r\na",
          "\r\n1\r\nb",
          "\r\n1\r\nc",
          "\r\n1\r\nd",
          "\r\n0\r\n\r\n");
      String answer = new String(steady.getInputStream().readNBytes(15), StandardCharsets.US_ASCII);
      assertEquals("HTTP/1.1 200 OK", answer);
      assertTrue(endsWithoutAnAnswer(slow));
    }
  }

  /** An answer that has been given is not lost to a server that stops before it has been read. */
  @Test
  default void aServerThatStopsDoesNotTakeBackWhatItHasSent() throws Exception {
    StartedServer server = start("--drain-seconds=10");
    try (Socket client = new Socket()) {
      client.setReceiveBufferSize(4096);
      client.setSoTimeout(10_000);
      client.connect(new InetSocketAddress(server.base().getHost(), server.base().getPort()));
      client
          .getOutputStream()
          .write(ascii("GET /stream/300000 HTTP/1.0\r\nConnection: close\r\n\r\n"));
      int first = client.getInputStream().readNBytes(1).length;
      // No outcome rests on it: a server that has not yet written all has only the easier case.
      Thread.sleep(200);
      Thread stopping = Thread.ofPlatform().start(server::close);
      while (isListening(server)) {
        Thread.onSpinWait();
      }
      client.getOutputStream().write(ascii("a byte too many"));
      int length = first + client.getInputStream().readAllBytes().length;
      assertTrue(length > 300_000, () -> "length " + length);
      stopping.join();
    }
  }

  private static boolean isListening(Served server) {
    try (var _ = connect(server)) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /** Sends each part after a pause, until the server closes. */
  private static void send(Socket socket, long pauseMillis, String... parts) {
    try {
      for (String part : parts) {
        Thread.sleep(pauseMillis);
        socket.getOutputStream().write(ascii(part));
      }
    } catch (IOException _) {
      // It has closed, which is what a test then looks for.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean endsWithoutAnAnswer(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() == -1;
    } catch (SocketException _) {
      return true; // reset
    }
  }

  private static void assertBetween(long leastMillis, long mostMillis, long startNanos) {
    long millis = (System.nanoTime() - startNanos) / 1_000_000;
    assertTrue(leastMillis <= millis && millis <= mostMillis, millis + " ms");
  }

  private static Socket connect(Served server) throws IOException {
    var socket = new Socket(server.base().getHost(), server.base().getPort());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static String ss(String... arguments) throws IOException {
    var command = new ArrayList<>(List.of("/usr/bin/ss"));
    command.addAll(List.of(arguments));
    return new String(
        new ProcessBuilder(command).start().getInputStream().readAllBytes(),
        StandardCharsets.US_ASCII);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
