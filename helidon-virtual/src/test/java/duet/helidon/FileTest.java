package duet.helidon;

import duet.contract.ConditionContract;
import duet.contract.FileContract;
import duet.contract.RangeContract;
import duet.service.Setting;
import duet.service.Settings;
import duet.service.Upstreams;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Files of a folder the test may write to. */
class FileTest implements FileContract, ConditionContract, RangeContract {
  @TempDir private static Path above;
  private static VirtualThreadServer server;

  @BeforeAll
  static void start() throws Exception {
    // The folder is made later: a server does not need it to start.
    server =
        VirtualThreadServer.start(
            Settings.standard(0).with(Setting.FILES, above.resolve("served")),
            Upstreams.fixed(null, null));
  }

  @AfterAll
  static void stop() {
    server.stop();
  }

  @Override
  public URI base() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  @Override
  public Path folder() {
    return above.resolve("served");
  }
}
