package duet.vertx;

import duet.contract.OutageContract;
import duet.contract.PoolContract;
import duet.contract.PostgresProcess;
import duet.contract.StartedServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL of this test's own, which fares badly. */
class OutageTest implements OutageContract, PoolContract {
  @TempDir private static Path run;
  private static PostgresProcess postgres;

  @BeforeAll
  static void startPostgres() throws Exception {
    postgres = PostgresProcess.in(run);
    postgres.start();
  }

  @AfterAll
  static void stopPostgres() throws Exception {
    postgres.close();
  }

  @Override
  public PostgresProcess postgres() {
    return postgres;
  }

  @Override
  public String application() {
    return "vertx-async";
  }

  @Override
  public StartedServer start(String... flags) throws Exception {
    return Started.with(flags);
  }
}
