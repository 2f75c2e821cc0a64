package duet.contract;

import static duet.contract.Served.last;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The admin port of a server that lacks something, counts nothing, or has no such port. A server's
 * test class implements this and says how one is started.
 */
public interface AdminStateContract {

  /** Starts a server with these settings beside the standard ones. */
  StartedServer start(String... flags) throws Exception;

  /** Contract: 503 says what is missing, each by its name. */
  @Test
  default void whatIsMissingMakesItNotReadyAndIsNamed() throws Exception {
    try (StartedServer broken = start("--backend=http://127.0.0.1:1")) {
      broken.lacks("database", "The database refuses \"connections\".");
      Answer answer = admin(broken).asked(last("GET", "/health/ready"));
      assertEquals(503, answer.status(), answer::head);
      assertEquals("1", answer.field("Retry-After").orElse("none"));
      assertEquals(
          """
          {"status":"down","database":"The database refuses \\"connections\\".",\
          "backend":"the backend at 127.0.0.1:1 takes no connection"}""",
          answer.body());
    }
  }

  /** Contract: metrics can be off; what the JVM says of itself stays. */
  @Test
  default void withoutMetricsNoRequestIsCountedAndTheJvmStillIs() throws Exception {
    try (StartedServer silent = start("--metrics=false")) {
      assertEquals(200, silent.ask(last("GET", "/")).status());
      var samples = admin(silent).metrics().samples();
      assertTrue(samples.keySet().stream().noneMatch(name -> name.startsWith("duet_request")));
      assertTrue(samples.containsKey("process_cpu_seconds_total"));
    }
  }

  /** Contract: {@code --admin-port=off}. */
  @Test
  default void theAdminPortMayBeOff() throws Exception {
    try (StartedServer alone = start("--admin-port=off")) {
      assertEquals(Optional.empty(), alone.admin());
      assertEquals(200, alone.ask(last("GET", "/")).status());
    }
  }

  private static AdminContract admin(StartedServer server) {
    return new AdminPorts(server.base(), server.admin().orElseThrow());
  }

  /** Both ports of a server. */
  record AdminPorts(URI base, URI admin) implements AdminContract {}
}
