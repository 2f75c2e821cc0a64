package duet.vertx;

import duet.contract.ComputeQueueContract;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A gate with few places. */
class ComputeQueueTest implements ComputeQueueContract {
  private static Started server;

  @BeforeAll
  static void start() throws Exception {
    server = Started.with("--compute-queue=" + QUEUE);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  public URI base() {
    return server.base();
  }
}
