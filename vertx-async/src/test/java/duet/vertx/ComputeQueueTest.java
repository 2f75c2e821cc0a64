package duet.vertx;

import duet.contract.ComputeQueueContract;
import duet.service.Setting;
import duet.service.Settings;
import duet.service.Upstreams;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A gate with few places. */
class ComputeQueueTest implements ComputeQueueContract {
  private static EventLoopServer server;

  @BeforeAll
  static void start() throws Exception {
    server =
        EventLoopServer.start(
            Settings.standard(0).with(Setting.COMPUTE_QUEUE, QUEUE), Upstreams.fixed(null, null));
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
