package duet.vertx;

import duet.contract.ContractTable;
import duet.contract.HttpContract;
import duet.service.Settings;
import duet.service.Upstreams;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ContractTable.class)
class ContractTest implements HttpContract {
  private static EventLoopServer server;

  @BeforeAll
  static void start() throws Exception {
    server = EventLoopServer.start(Settings.standard(0), Upstreams.fixed(null, null));
  }

  @AfterAll
  static void stop() {
    server.stop();
  }

  @Override
  public URI base() {
    return URI.create("http://127.0.0.1:" + server.port());
  }
}
