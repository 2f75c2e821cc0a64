package duet.contract;

import static duet.contract.Problem.assertProblem;
import static duet.contract.Served.kept;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code /fetch} and {@code /gather} of a server whose backend is not known, does not listen, or
 * has answered. A server's test class implements this and says how one is started.
 */
public interface BackendContract {

  /** Starts a server with these settings beside the standard ones, and none but that backend. */
  StartedServer start(String... flags) throws Exception;

  /** Where a backend listens. */
  URI backend();

  /** RFC 9110 §15.6.4. */
  @Test
  default void aBackendThatIsNotKnownYetIs503WithRetryAfter() throws Exception {
    try (StartedServer server = start();
        Wire wire = server.connect()) {
      Answer answer = wire.send(kept("GET", "/gather/3/5")).answer();
      assertProblem(answer, 503);
      assertEquals("1", answer.field("Retry-After").orElse("none"));
    }
  }

  /** RFC 9110 §15.6.3. */
  @Test
  default void aBackendThatDoesNotListenIs502() throws Exception {
    try (StartedServer server = start("--backend=http://127.0.0.1:" + freePort());
        Wire wire = server.connect()) {
      assertProblem(wire.send(kept("GET", "/gather/3/5")).answer(), 502);
    }
  }

  /** RFC 9110 §15.6.3: what cannot be an answer is not waited on, though the connection stays. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n5\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n5",
        "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 5\r\n\r\nhal",
        "HTTP/1.1 302 Found\r\nLocation: /delay/5\r\nContent-Length: 0\r\n\r\n"
      })
  default void aBackendThatAnswersWronglyIs502AtOnce(String bytes) throws Exception {
    try (var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        StartedServer server =
            start("--backend=http://127.0.0.1:" + listener.getLocalPort(), "--backend-seconds=60");
        Wire wire = server.connect()) {
      wire.send(kept("GET", "/fetch/5"));
      try (Socket call = listener.accept()) {
        call.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
        assertProblem(wire.answer(), 502);
      }
    }
  }

  /** Whatever looked after the client while it waited lets go of the connection afterwards. */
  @Test
  default void aConnectionThatCalledIsClosedOnceItIsIdle() throws Exception {
    try (StartedServer server = start("--backend=" + backend(), "--idle-seconds=1");
        Wire wire = server.connect()) {
      assertEquals("5", wire.send(kept("GET", "/fetch/5")).answer().body());
      assertEquals(Ending.CLOSED, wire.ending());
    }
  }

  /** All calls together: a request for more than may be made is told so, whatever it asks for. */
  @Test
  default void callsTooManyAre503AtOnceAndTheConnectionIsKept() throws Exception {
    try (StartedServer server = start("--backend=" + backend(), "--max-calls=10");
        Wire first = server.connect();
        Wire second = server.connect()) {
      for (int i = 0; i < 3; i++) {
        first.send(kept("GET", "/gather/8/1500"));
        awaitRequest(server);
        for (String target : List.of("/gather/3/0", "/gather/11/0")) {
          Answer answer = second.send(kept("GET", target)).answer();
          assertProblem(answer, 503);
          assertEquals("1", answer.field("Retry-After").orElse("none"));
        }
        assertEquals("[0,0]", second.send(kept("GET", "/gather/2/0")).answer().body());
        assertEquals(200, first.answer().status());
        assertEquals(200, second.send(kept("GET", "/gather/10/0")).answer().status());
      }
      first.send(kept("GET", "/gather/10/60000"));
      awaitRequest(server);
      assertProblem(second.send(kept("GET", "/fetch/0")).answer(), 503);
      first.reset();
      PostgresProcess.becomesTrue(
          () -> second.send(kept("GET", "/gather/10/0")).answer().status() == 200);
    }
  }

  /**
   * Of a backend that takes no connection. Whoever gives up, a client or its deadline, does not
   * wait on in the server, or a thousand a second would until its memory is full.
   */
  @Test
  default void whoGaveUpWaitsForNoConnectionOfTheBackend() throws Exception {
    String waiting = "duet_pool_waiting{pool=\"backend\"}";
    try (var backend = new DeafBackend();
        StartedServer server =
            start(
                "--backend=" + backend.uri(),
                "--backend-seconds=1",
                "--backend-connections=2",
                "--max-calls=100");
        Wire wire = server.connect()) {
      for (int i = 0; i < 5; i++) {
        Answer answer = wire.send(kept("GET", "/gather/80/0?deadline=100")).answer();
        assertTrue(Set.of(503, 504).contains(answer.status()), answer::head);
      }
      assertTrue(Monitor.figure(server, waiting) <= 100, "more wait than there may be calls");
      try (Wire gone = server.connect()) {
        PostgresProcess.becomesTrue(
            () -> gone.send(kept("GET", "/gather/80/0?deadline=1")).answer().status() == 504);
        gone.send(kept("GET", "/gather/80/0"));
        gone.reset();
      }
      Monitor.awaitLine(server, waiting + " 0");
      PostgresProcess.becomesTrue(
          () -> wire.send(kept("GET", "/gather/100/0?deadline=1")).answer().status() == 504);
    }
  }

  private static void awaitRequest(StartedServer server) throws Exception {
    PostgresProcess.becomesTrue(
        () -> {
          try (Wire monitor = Wire.to(server.admin().orElseThrow())) {
            String metrics = monitor.send(Served.last("GET", "/metrics")).answer().body();
            return metrics.contains("\nduet_requests_in_flight 1\n");
          }
        });
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
