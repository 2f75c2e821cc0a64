package duet.helidon;

import duet.contract.StreamMemoryContract;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class StreamTest implements StreamMemoryContract {
  private static Started server;

  @BeforeAll
  static void start() throws Exception {
    server = Started.with();
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
