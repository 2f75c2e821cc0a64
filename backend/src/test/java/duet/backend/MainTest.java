package duet.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The backend as a process, with its PostgreSQL. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals to send")
final class MainTest {
  @TempDir private Path run;

  @AfterEach
  void nothingIsLeft() {
    Postmaster.on(run.resolve("data")).ifPresent(left -> left.process().destroyForcibly());
  }

  @Test
  void postgreSqlIsRealAndAsSafeAsByDefaultAndEndsWithTheLastLease() throws Exception {
    Program program = Program.start(run);
    URI lease = program.lease();
    Client one = program.lease(lease);
    URI database = Program.database(one);
    assertEquals("180006", Program.sql(database, "SHOW server_version_num"));
    assertEquals("200", Program.sql(database, "SHOW max_connections"));
    assertEquals("on", Program.sql(database, "SHOW fsync"));
    assertEquals("on", Program.sql(database, "SHOW synchronous_commit"));

    Client two = program.lease(lease);
    assertEquals(database, Program.database(two));
    one.close();
    assertEquals("1", Program.sql(database, "SELECT pg_sleep(1.5)", "SELECT 1"));

    Postmaster postmaster = program.postmaster();
    two.close();
    assertEquals(0, program.exitCode());
    assertFalse(postmaster.alive());
    assertFalse(Files.exists(run.resolve("data")));
    assertFalse(Files.exists(run.resolve("address")));
  }

  @Test
  void aSecondBackendForTheSameFolderEndsAtOnce() throws Exception {
    Program first = Program.start(run);
    Program second = Program.start(run);
    try (Client lease = first.lease(first.lease())) {
      Program.database(lease);
      Program ended = first.process().isAlive() ? second : first;
      Program running = ended.equals(first) ? second : first;
      assertEquals(0, ended.exitCode());
      assertTrue(running.process().isAlive());
    }
    first.exitCode();
    second.exitCode();
  }

  @Test
  void aHolderThatIsKilledHoldsItsLeaseNoMore() throws Exception {
    Program program = Program.start(run);
    URI lease = program.lease();
    Process holder =
        new ProcessBuilder(
                "bash",
                "-c",
                "exec 3<>/dev/tcp/127.0.0.1/$0; printf 'GET /lease HTTP/1.1\\r\\n\\r\\n' >&3;"
                    + " head -c 12 <&3; read -r",
                Integer.toString(lease.getPort()))
            .start();
    assertEquals(
        "HTTP/1.1 200",
        new String(holder.getInputStream().readNBytes(12), StandardCharsets.US_ASCII));
    assertTrue(program.process().isAlive());
    holder.destroyForcibly();
    assertEquals(0, program.exitCode());
  }

  @Test
  void aPostgreSqlThatIsKilledComesBackOnItsPortWithItsDataAndAStoppedOneIsLeftAlone()
      throws Exception {
    Program program = Program.start(run);
    try (Client lease = program.lease(program.lease())) {
      URI database = Program.database(lease);
      Program.sql(database, "CREATE TABLE kept (n int)", "INSERT INTO kept VALUES (7)");
      Postmaster first = program.postmaster();

      signal("STOP", first);
      Thread.sleep(1500); // longer than the backend takes to see a dead one
      signal("CONT", first);
      assertEquals("7", Program.sql(database, "SELECT n FROM kept"));
      assertEquals(first, program.postmaster());

      signal("KILL", first);
      assertEquals("7", Eventually.sees(() -> kept(database), "7"::equals));
      assertNotEquals(first, program.postmaster());
      assertEquals(first.port(), program.postmaster().port());
    }
    assertEquals(0, program.exitCode());
  }

  @Test
  void toldToStopItTakesAStoppedPostgreSqlWithIt() throws Exception {
    Program program = Program.start(run);
    try (Client lease = program.lease(program.lease())) {
      Program.database(lease);
      Postmaster postmaster = program.postmaster();
      signal("STOP", postmaster);
      program.process().destroy();
      assertEquals(0, program.exitCode());
      assertFalse(postmaster.alive());
      assertFalse(Files.exists(run.resolve("data")));
    }
  }

  @Test
  void afterAKilledBackendTheNextTakesItsPortsAndItsPostgreSql() throws Exception {
    Program killed = Program.start(run);
    URI lease = killed.lease();
    URI database;
    try (Client client = killed.lease(lease)) {
      database = Program.database(client);
      Program.sql(database, "CREATE TABLE kept (n int)", "INSERT INTO kept VALUES (7)");
    }
    Postmaster postmaster = killed.postmaster();
    killed.process().destroyForcibly().waitFor();

    Program next = Program.start(run);
    URI nextLease = Eventually.sees(next::lease, found -> !found.equals(lease));
    assertEquals(lease.getPort(), nextLease.getPort());
    try (Client client = next.lease(nextLease)) {
      assertEquals(database, Program.database(client));
      assertEquals("7", Program.sql(database, "SELECT n FROM kept"));
    }
    assertEquals(0, next.exitCode());
    assertFalse(postmaster.alive());
    assertEquals(Optional.empty(), Postmaster.on(run.resolve("data")));
  }

  private static String kept(URI database) {
    try (var _ = new Socket(database.getHost(), database.getPort())) {
      return Program.sql(database, "SELECT n FROM kept");
    } catch (IOException | SQLException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static void signal(String name, Postmaster postmaster) throws Exception {
    assertEquals(
        0,
        new ProcessBuilder("kill", "-" + name, Long.toString(postmaster.process().pid()))
            .start()
            .waitFor());
  }
}
