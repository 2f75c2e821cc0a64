package duet.vertx;

import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.contract.ContractTable;
import duet.contract.HttpContract;
import duet.service.Upstreams;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ContractTable.class)
class ContractTest implements HttpContract {
  private static Upstreams upstreams;
  private static Started server;

  @BeforeAll
  static void start() throws Exception {
    upstreams = Upstreams.of(null, null);
    assertTrue(upstreams.awaitDatabase(Duration.ofSeconds(60)), "the database did not start");
    server = Started.with(upstreams);
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
}
