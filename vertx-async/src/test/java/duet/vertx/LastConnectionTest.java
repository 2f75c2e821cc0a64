package duet.vertx;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LastConnectionTest {
  private static final String LISTENING = "0A";

  @Test
  void whatWasAcceptedLastIsAnsweredThoughItsLoopHasNotSeenItYet() throws Exception {
    try (var started = Started.with("--drain-seconds=10");
        var first = request(started, "/")) {
      assertEquals("HTTP/1.1 200 OK", statusLine(first));
      var busy = new CountDownLatch(1);
      List<ServerVerticle> verticles = started.server().verticles();
      verticles.forEach(each -> each.onLoop(() -> awaitUninterrupted(busy)));
      try (var last = request(started, "/delay/50")) {
        awaitAccepted(started.base().getPort());
        await(Future.all(verticles.stream().map(ServerVerticle::stopListening).toList()));
        var drained = Future.all(verticles.stream().map(ServerVerticle::drain).toList());
        busy.countDown();
        assertEquals("HTTP/1.1 200 OK", statusLine(last));
        first.shutdownOutput();
        last.shutdownOutput();
        await(drained);
      }
    }
  }

  private static Socket request(Started started, String path) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), started.base().getPort());
    socket
        .getOutputStream()
        .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(US_ASCII));
    return socket;
  }

  private static String statusLine(Socket socket) throws IOException {
    var line = new StringBuilder();
    for (int next = socket.getInputStream().read();
        next != -1 && next != '\r';
        next = socket.getInputStream().read()) {
      line.append((char) next);
    }
    return line.toString();
  }

  private static void await(Future<?> future) throws Exception {
    var _ = future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Until the kernel has no connection left that nobody has accepted. */
  private static void awaitAccepted(int port) throws IOException {
    String local = String.format(Locale.ROOT, ":%04X", port);
    while (waits("/proc/net/tcp", local) || waits("/proc/net/tcp6", local)) {
      Thread.onSpinWait();
    }
  }

  private static boolean waits(String table, String local) throws IOException {
    return Files.readAllLines(Path.of(table)).stream()
        .map(line -> line.strip().split("\\s+"))
        .filter(fields -> fields[1].endsWith(local) && fields[3].equals(LISTENING))
        .anyMatch(fields -> !fields[4].endsWith(":00000000"));
  }
}
