package duet.helidon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.contract.Answer;
import duet.contract.CallContract;
import duet.contract.CancelContract;
import duet.contract.Ending;
import duet.contract.Served;
import duet.contract.Wire;
import duet.service.Setting;
import duet.service.Settings;
import duet.service.Upstreams;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Calls to the embedded backend, which runs as a process of its own. */
class CallTest implements CallContract, CancelContract {
  /** Nothing here asks it, and none is started for it. */
  private static final URI NO_DATABASE = URI.create("postgresql://nobody:nothing@127.0.0.1:9/none");

  private static Upstreams upstreams;
  private static VirtualThreadServer server;

  @BeforeAll
  static void start() throws Exception {
    upstreams = Upstreams.of(NO_DATABASE, null);
    assertTrue(upstreams.awaitBackend(Duration.ofSeconds(30)), "the backend did not start");
    server = VirtualThreadServer.start(settings(), upstreams);
  }

  @AfterAll
  static void stop() {
    server.stop();
    upstreams.close();
  }

  private static Settings settings() {
    return Settings.standard(0)
        .with(Setting.BACKEND_SECONDS, BACKEND_TIME.toSeconds())
        .with(Setting.BACKEND_CONNECTIONS, CONNECTIONS);
  }

  @Override
  public URI base() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  @Override
  public URI backend() {
    return upstreams.backend().orElseThrow();
  }

  /** RFC 9110 §15.6.4. */
  @Test
  void aBackendThatIsNotKnownYetIs503WithRetryAfter() throws Exception {
    Answer answer = askedWith(null);
    assertEquals(503, answer.status(), answer::head);
    assertEquals("1", answer.field("Retry-After").orElse("none"));
  }

  @Test
  void aBackendThatDoesNotListenIs502() throws Exception {
    Answer answer = askedWith(URI.create("http://127.0.0.1:" + freePort()));
    assertEquals(502, answer.status(), answer::head);
  }

  /** Whatever looked after the client while it waited lets go of the connection afterwards. */
  @Test
  void aConnectionThatCalledIsClosedOnceItIsIdle() throws Exception {
    var other = VirtualThreadServer.start(settings().with(Setting.IDLE_SECONDS, 1), upstreams);
    try (Wire wire = Wire.to(URI.create("http://127.0.0.1:" + other.port()))) {
      assertEquals("5", wire.send(Served.kept("GET", "/fetch/5")).answer().body());
      assertEquals(Ending.CLOSED, wire.ending());
    } finally {
      other.stop();
    }
  }

  private static Answer askedWith(@Nullable URI backend) throws Exception {
    var other = VirtualThreadServer.start(settings(), Upstreams.fixed(null, backend));
    try (Wire wire = Wire.to(URI.create("http://127.0.0.1:" + other.port()))) {
      return wire.send(Served.kept("GET", "/gather/3/5")).answer();
    } finally {
      other.stop();
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
