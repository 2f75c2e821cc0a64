package duet.lab.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AdminFiguresTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String VERTX = InventedFiles.text("vertx-async.metrics");

  private static final AdminFigures OF_VERTX =
      new AdminFigures(42, 55_343_000, 3, 0.068, 13_463_160, OptionalLong.of(6));

  @Test
  void bothServersFiguresAreFoundUnderTheSameNames() {
    assertEquals(Optional.of(OF_VERTX), AdminFigures.parse(42, VERTX));
    assertEquals(
        Optional.of(new AdminFigures(42, 61_459_632, 3, 0.032, 19_915_856, OptionalLong.of(6))),
        AdminFigures.parse(42, InventedFiles.text("helidon-virtual.metrics")));
  }

  @Test
  void noRequestYetIsNoneButNoCountIsUnknown() {
    var none = VERTX.replaceAll("(?m)^duet_requests_total.*\n", "");
    assertEquals(OptionalLong.of(0), AdminFigures.parse(42, none).orElseThrow().requests());
    var uncounted = VERTX.replaceAll("(?m)^.*duet_requests_total.*\n", "");
    assertEquals(OptionalLong.empty(), AdminFigures.parse(42, uncounted).orElseThrow().requests());
  }

  @Test
  void concurrentCyclesAreNoPauses() {
    var zgc =
        VERTX
            .replace("gc=\"Copy\"", "gc=\"ZGC Minor Cycles\"")
            .replace("gc=\"MarkSweepCompact\"", "gc=\"ZGC Minor Pauses\"");
    assertEquals(0, AdminFigures.parse(42, zgc).orElseThrow().collections());
  }

  @Test
  void anotherServersMetricsAreNotThese() {
    assertEquals(Optional.empty(), AdminFigures.parse(42, "nginx_connections_active 3\n\n"));
  }

  @Test
  void theyAreAskedForOverHttp() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/metrics",
        exchange -> {
          var body = VERTX.getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      var admin = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
      var figures = AdminFigures.read(admin, TIMEOUT).orElseThrow();
      assertEquals(OF_VERTX.allocatedBytes(), figures.allocatedBytes());
      assertTrue(figures.atNanos() <= System.nanoTime());
      server.removeContext("/metrics");
      assertEquals(Optional.empty(), AdminFigures.read(admin, TIMEOUT));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void whereNobodyListensThereAreNone() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertEquals(
        Optional.empty(), AdminFigures.read(URI.create("http://127.0.0.1:" + port), TIMEOUT));
  }

  @Test
  void anArmThatListensAndIsSilentIsAnError() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var admin = URI.create("http://127.0.0.1:" + socket.getLocalPort());
      assertThrows(IOException.class, () -> AdminFigures.read(admin, Duration.ofMillis(50)));
    }
  }
}
