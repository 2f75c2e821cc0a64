package duet.gatling;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerStartTest {
  @TempDir private Path folder;

  @Test
  void aFreePortHasNoServer() throws Exception {
    int free;
    try (var socket = loopback()) {
      free = socket.getLocalPort();
    }
    assertFalse(start().runs(vertx(free)));
  }

  @Test
  void aServerIsKnownByItsServerField() throws Exception {
    try (var socket =
        answering("HTTP/1.1 200 OK\r\nServer: vertx-async\r\nContent-Length: 0\r\n\r\n")) {
      assertTrue(start().runs(vertx(socket.getLocalPort())));
    }
  }

  @Test
  void swappedPortsAreAnErrorThatNamesThePort() throws Exception {
    assertRefused(
        "HTTP/1.1 200 OK\r\nServer: helidon-virtual\r\nContent-Length: 0\r\n\r\n",
        "port %d must be free or served by vertx-async: "
            + "helidon-virtual answers there; the ports are swapped");
  }

  @Test
  void aForeignServerIsAnErrorThatNamesThePort() throws Exception {
    assertRefused(
        "HTTP/1.1 405 Method Not Allowed\r\nServer: nginx\r\nContent-Length: 0\r\n\r\n",
        "port %d must be free or served by vertx-async: another program answers there, 'nginx'");
  }

  @Test
  void aProgramThatSpeaksNoHttpIsForeignToo() throws Exception {
    assertRefused(
        "220 ready\r\n",
        "port %d must be free or served by vertx-async: another program listens there");
  }

  @Test
  void aServerThatHasNotBeenBuiltSaysWhatToDo() {
    var mistake = assertThrows(PlanException.class, () -> start().start(vertx(1)));
    assertEquals(
        "vertx-async has not been built: run mvn gatling:test at the project's top folder",
        mistake.getMessage());
  }

  @Test
  void aServerThatAnswers503IsWaitedForAndThenGivenUp() throws Exception {
    try (var socket = answering("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n")) {
      var subject = vertx(socket.getLocalPort());
      var mistake =
          assertThrows(
              PlanException.class,
              () -> ServerStart.awaitService(subject, "/db", Duration.ofSeconds(1)));
      assertEquals(
          "vertx-async must serve /db: it has answered 503 for 1 s; its log says why",
          mistake.getMessage());
    }
  }

  @Test
  void anyOtherAnswerEndsTheWait() throws Exception {
    try (var socket = answering("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")) {
      ServerStart.awaitService(vertx(socket.getLocalPort()), "/db", Duration.ZERO);
    }
  }

  private void assertRefused(String answer, String message) throws IOException {
    try (var socket = answering(answer)) {
      int port = socket.getLocalPort();
      var mistake = assertThrows(PlanException.class, () -> start().runs(vertx(port)));
      assertEquals(message.formatted(port), mistake.getMessage());
    }
  }

  private ServerStart start() {
    return new ServerStart(folder, folder.resolve("logs"));
  }

  private static Subject vertx(int port) {
    return new Subject("vertx-async", "async", URI.create("http://127.0.0.1:" + port));
  }

  /** A real socket that says the same to everyone until it is closed. */
  private static ServerSocket answering(String answer) throws IOException {
    var socket = loopback();
    Thread.startVirtualThread(
        () -> {
          while (!socket.isClosed()) {
            try (var connection = socket.accept()) {
              connection.getOutputStream().write(answer.getBytes(US_ASCII));
              connection.shutdownOutput();
              connection.getInputStream().readAllBytes();
            } catch (IOException e) {
              // the client left, or the test has closed the socket: the loop's condition tells
            }
          }
        });
    return socket;
  }

  private static ServerSocket loopback() throws IOException {
    return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }
}
