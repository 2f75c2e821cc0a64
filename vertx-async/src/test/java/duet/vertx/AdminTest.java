package duet.vertx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.contract.AdminContract;
import duet.contract.Answer;
import duet.service.Setting;
import duet.service.Settings;
import duet.service.Upstreams;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AdminTest implements AdminContract {
  private static final URI SOMEWHERE = URI.create("http://127.0.0.1:1");

  private static Upstreams upstreams;
  private static EventLoopServer server;

  @BeforeAll
  static void start() throws Exception {
    upstreams = Upstreams.of(null, null);
    server = EventLoopServer.start(Settings.standard(0), upstreams);
    new Ports(server.port(), server.adminPort().orElseThrow()).awaitReady();
  }

  @AfterAll
  static void stop() {
    server.stop();
    upstreams.close();
  }

  @Override
  public URI base() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  @Override
  public URI admin() {
    return URI.create("http://127.0.0.1:" + server.adminPort().orElseThrow());
  }

  @Test
  void whatIsMissingMakesItNotReadyAndIsNamed() throws Exception {
    String get = "GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    var broken = EventLoopServer.start(Settings.standard(0), Upstreams.fixed(null, SOMEWHERE));
    try {
      broken
          .operation()
          .readiness()
          .needs("database", () -> Optional.of("The database refuses \"connections\"."));
      Answer answer = new Ports(broken.port(), broken.adminPort().orElseThrow()).asked(get);
      assertEquals(503, answer.status(), answer::head);
      assertEquals("1", answer.field("Retry-After").orElse("none"));
      assertEquals(
          "{\"status\":\"down\",\"database\":\"The database refuses \\\"connections\\\".\"}",
          answer.body());
    } finally {
      broken.stop();
    }
  }

  @Test
  void withoutMetricsNoRequestIsCountedAndTheJvmStillIs() throws Exception {
    var silent =
        EventLoopServer.start(
            Settings.standard(0).with(Setting.METRICS, false), Upstreams.fixed(null, null));
    try {
      var ports = new Ports(silent.port(), silent.adminPort().orElseThrow());
      assertEquals(
          200,
          ports.ask("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").status());
      var samples = ports.metrics().samples();
      assertTrue(samples.keySet().stream().noneMatch(name -> name.startsWith("duet_request")));
      assertTrue(samples.containsKey("process_cpu_seconds_total"));
    } finally {
      silent.stop();
    }
  }

  @Test
  void theAdminPortMayBeOff() throws Exception {
    var alone =
        EventLoopServer.start(
            Settings.standard(0).with(Setting.ADMIN_PORT, "off"), Upstreams.fixed(null, null));
    try {
      assertTrue(alone.adminPort().isEmpty());
    } finally {
      alone.stop();
    }
  }

  private record Ports(int port, int adminPort) implements AdminContract {

    @Override
    public URI base() {
      return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public URI admin() {
      return URI.create("http://127.0.0.1:" + adminPort);
    }
  }
}
