package duet.helidon;

import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.contract.BackendContract;
import duet.contract.CallContract;
import duet.contract.CancelContract;
import duet.contract.StartedServer;
import duet.service.Upstreams;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Calls to the embedded backend, which runs as a process of its own. */
class CallTest implements CallContract, CancelContract, BackendContract {
  /** Nothing here asks it, and none is started for it. */
  private static final URI NO_DATABASE = URI.create("postgresql://nobody:nothing@127.0.0.1:9/none");

  private static Upstreams upstreams;
  private static Started server;

  @BeforeAll
  static void start() throws Exception {
    upstreams = Upstreams.of(NO_DATABASE, null);
    assertTrue(upstreams.awaitBackend(Duration.ofSeconds(30)), "the backend did not start");
    server =
        Started.with(
            upstreams,
            "--backend-seconds=" + BACKEND_TIME.toSeconds(),
            "--backend-connections=" + CONNECTIONS);
  }

  @AfterAll
  static void stop() {
    server.close();
    upstreams.close();
  }

  @Override
  public URI base() {
    return server.base();
  }

  @Override
  public URI backend() {
    return upstreams.backend().orElseThrow();
  }

  @Override
  public StartedServer start(String... flags) throws Exception {
    return Started.with(flags);
  }
}
