package duet.vertx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import duet.service.Setting;
import duet.service.Settings;
import duet.service.Upstreams;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is in force on this server is what the settings say, which are the other server's too. */
class ParityTest {
  private static final Settings STANDARD = Settings.standard(0);

  @Test
  void whatIsInForceIsWhatTheSettingsSay() throws Exception {
    var server = EventLoopServer.start(STANDARD, Upstreams.fixed(null, null));
    try {
      assertEquals(STANDARD.inWords(), server.inForce());
    } finally {
      server.stop();
    }
  }

  @Test
  void anotherSettingIsInForceToo() throws Exception {
    var other =
        STANDARD
            .with(Setting.BACKLOG, 17)
            .with(Setting.TCP_NO_DELAY, false)
            .with(Setting.IDLE_SECONDS, 9)
            .with(Setting.MAX_REQUEST_LINE_BYTES, 9000)
            .with(Setting.MAX_HEADER_BYTES, 4096)
            .with(Setting.MAX_BODY_BYTES, 5)
            .with(Setting.DRAIN_SECONDS, 2)
            .with(Setting.DATABASE_CONNECTIONS, 3)
            .with(Setting.DATABASE_SECONDS, 4);
    var server = EventLoopServer.start(other, Upstreams.fixed(null, null));
    try {
      assertEquals(other.inWords(), server.inForce());
    } finally {
      server.stop();
    }
  }

  /** The kernel's own word: for a listening socket, ss prints the backlog as Send-Q. */
  @Test
  void theKernelHasTheBacklog() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/ss")), "iproute2 is not installed");
    var server = EventLoopServer.start(STANDARD, Upstreams.fixed(null, null));
    try {
      String listener = ss("-Hltn", "sport = :" + server.port());
      assertEquals(
          Integer.toString(STANDARD.backlog()), listener.strip().split("\\s+", -1)[2], listener);
    } finally {
      server.stop();
    }
  }

  @Test
  void aConnectionIsClosedOnceItIsIdleForTheTimeoutAndNotBefore() throws Exception {
    var server =
        EventLoopServer.start(STANDARD.with(Setting.IDLE_SECONDS, 1), Upstreams.fixed(null, null));
    try (var unused = connect(server.port());
        var halfway = connect(server.port());
        var used = connect(server.port())) {
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
    } finally {
      server.stop();
    }
  }

  @Test
  void aBodyThatBringsNoByteForTheTimeoutIsNotWaitedFor() throws Exception {
    var server =
        EventLoopServer.start(STANDARD.with(Setting.IDLE_SECONDS, 1), Upstreams.fixed(null, null));
    try (var silent = connect(server.port());
        var slow = connect(server.port())) {
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
    } finally {
      server.stop();
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

  private static Socket connect(int port) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
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
