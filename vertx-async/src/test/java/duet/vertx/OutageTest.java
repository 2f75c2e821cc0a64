package duet.vertx;

import duet.contract.OutageContract;
import duet.contract.PostgresProcess;
import duet.service.Setting;
import duet.service.Settings;
import duet.service.Upstreams;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL of this test's own, which fares badly. */
class OutageTest implements OutageContract {
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
  public Running start(URI database) throws Exception {
    var settings =
        Settings.standard(0)
            .with(Setting.DATABASE_CONNECTIONS, CONNECTIONS)
            .with(Setting.DATABASE_SECONDS, TIME.toSeconds());
    return new Started(EventLoopServer.start(settings, Upstreams.fixed(database, null)));
  }

  private record Started(EventLoopServer server) implements Running {

    @Override
    public URI base() {
      return URI.create("http://127.0.0.1:" + server.port());
    }

    @Override
    public Optional<String> whyNotReady() {
      return server.database().whyNotReady();
    }

    @Override
    public int[] pool() {
      var database = server.database();
      return new int[] {database.inUse(), database.idle(), database.waiting()};
    }

    @Override
    public void close() {
      server.stop();
    }
  }
}
