package duet.vertx;

import duet.contract.AdminContract;
import duet.contract.AdminStateContract;
import duet.contract.StartedServer;
import duet.service.Upstreams;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class AdminTest implements AdminContract, AdminStateContract {
  private static Upstreams upstreams;
  private static Started server;

  @BeforeAll
  static void start() throws Exception {
    upstreams = Upstreams.of(null, null);
    server = Started.with(upstreams);
    new AdminPorts(server.base(), server.admin().orElseThrow()).awaitReady();
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
  public URI admin() {
    return server.admin().orElseThrow();
  }

  @Override
  public StartedServer start(String... flags) throws Exception {
    return Started.with(flags);
  }
}
