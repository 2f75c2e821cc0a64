package duet.contract;

import static duet.contract.DatabaseRoutes.ROUTES;
import static duet.contract.DatabaseRoutes.answer;
import static duet.contract.PostgresProcess.becomesTrue;
import static duet.contract.Served.kept;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A server whose PostgreSQL fares badly, and what a test must know of both. A server's test class
 * implements {@link OutageContract} and {@link PoolContract}.
 */
@ExtendWith(NothingSevere.class)
@EnabledOnOs(value = OS.LINUX, disabledReason = "needs signals and /proc")
public interface Outage {
  /** How many connections the servers have that the tests start. */
  int CONNECTIONS = 6;

  /** How long a request of theirs may take the database. */
  Duration TIME = Duration.ofSeconds(1);

  /** Starts a server with these settings beside the standard ones. */
  StartedServer start(String... flags) throws Exception;

  /** A PostgreSQL for this class alone. */
  PostgresProcess postgres();

  /** The name that the server's connections give themselves. */
  String application();

  /** Starts a server that uses this database. */
  default StartedServer startOn(URI database) throws Exception {
    return start(
        "--database=" + database,
        "--database-connections=" + CONNECTIONS,
        "--database-seconds=" + TIME.toSeconds());
  }

  /** Every pooled connection is opened and has served. */
  default void warmUp(StartedServer server) throws Exception {
    becomesTrue(
        () -> {
          List<Wire> wires = new ArrayList<>();
          for (int i = 0; i < 4 * CONNECTIONS; i++) {
            wires.add(server.connect().send(kept("GET", "/queries?queries=500")));
          }
          for (Wire wire : wires) {
            wire.answer();
            wire.close();
          }
          return postgres().pids(application()).size() == CONNECTIONS + 1;
        });
  }

  /** All routes answer, and PostgreSQL counts no connection too many. */
  default void assertRecovers(StartedServer server) throws Exception {
    for (String route : ROUTES) {
      becomesTrue(() -> answer(server, route).status() == 200);
    }
    assertEquals(200, answer(server, "/cached-queries").status());
    assertEquals(Optional.empty(), server.whyNoDatabase());
    becomesTrue(() -> postgres().pids(application()).size() <= CONNECTIONS + 1);
  }

  /** PostgreSQL counts none of a server that has been stopped. */
  default void assertNoConnectionIsLeft() throws Exception {
    becomesTrue(() -> postgres().pids(application()).isEmpty());
  }
}
