package duet.vertx;

import duet.contract.ConditionContract;
import duet.contract.FileContract;
import duet.contract.RangeContract;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Files of a folder the test may write to. */
class FileTest implements FileContract, ConditionContract, RangeContract {
  @TempDir private static Path above;
  private static Started server;

  @BeforeAll
  static void start() throws Exception {
    server = Started.with("--files=" + Files.createDirectory(above.resolve("served")));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  public URI base() {
    return server.base();
  }

  @Override
  public Path folder() {
    return above.resolve("served");
  }
}
