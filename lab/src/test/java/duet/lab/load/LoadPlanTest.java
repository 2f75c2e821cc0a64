package duet.lab.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoadPlanTest {
  @Test
  void aHostIsAnAddressOrAName() {
    assertEquals("127.0.0.1", LoadPlan.host(URI.create("http://127.0.0.1:8080")));
    assertEquals("localhost", LoadPlan.host(URI.create("http://localhost:8080")));
    assertEquals("::1", LoadPlan.host(URI.create("http://[::1]:8080")));
  }

  @Test
  void theHostFieldHasBracketsAroundAnIpv6AddressOnce() {
    assertTrue(request("::1").contains("\r\nHost: [::1]:8080\r\n"), request("::1"));
    assertTrue(request("127.0.0.1").contains("\r\nHost: 127.0.0.1:8080\r\n"));
  }

  private static String request(String host) {
    LoadPlan plan =
        PlanOf.load(
            8080,
            100,
            1,
            Duration.ofSeconds(1),
            Duration.ZERO,
            Duration.ofSeconds(1),
            Expectation.anyBody(200));
    var there =
        new LoadPlan(
            host,
            plan.port(),
            plan.method(),
            plan.target(),
            plan.body(),
            plan.expected(),
            plan.arrivals(),
            plan.connections(),
            plan.keepAlive(),
            plan.ratePerSecond(),
            plan.leadInNanos(),
            plan.windowNanos(),
            plan.leadOutNanos(),
            plan.timeoutNanos(),
            plan.objectiveNanos(),
            plan.seed());
    return new String(there.request(), StandardCharsets.US_ASCII);
  }
}
