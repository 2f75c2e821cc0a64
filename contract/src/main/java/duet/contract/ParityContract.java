package duet.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
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
            "--max-connections=100",
            "--max-requests=50",
            "--admission=adaptive",
            "--admission-millis=200",
            "--max-transfers=7",
            "--max-buffered-bytes=8",
            "--idle-seconds=9",
            "--header-seconds=6",
            "--body-seconds=7",
            "--body-bytes-per-second=8",
            "--send-seconds=9",
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
