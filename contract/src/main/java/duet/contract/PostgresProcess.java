package duet.contract;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL of a test's own, on a port that is known before it runs, to be killed, stopped and
 * looked at. The project's backend holds it, as built beside the module under test. Used by one
 * thread; needs a driver of JDBC on the class path, and a system that has signals.
 */
public final class PostgresProcess implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Path run;
  private final int port;
  private @Nullable Process backend;
  private @Nullable Socket lease;

  private PostgresProcess(Path run, int port) {
    this.run = run;
    this.port = port;
  }

  /** One that does not run yet, on a port that is free now; its data will lie in that folder. */
  public static PostgresProcess in(Path run) throws IOException {
    try (var probe = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return new PostgresProcess(run, probe.getLocalPort());
    }
  }

  /** Where it listens, once it runs; as the superuser. */
  public URI uri() {
    return URI.create("postgresql://postgres@127.0.0.1:" + port + "/postgres");
  }

  /** Starts it and waits until it answers. */
  public void start() throws Exception {
    Path module = Path.of("..", "backend", "target").toAbsolutePath().normalize();
    backend =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-classpath",
                module.resolve("classes")
                    + File.pathSeparator
                    + Files.readString(module.resolve("classpath")).strip(),
                "duet.backend.Main",
                "--run=" + run,
                "--binaries=" + module.resolve("postgresql"),
                "--database-port=" + port)
            .redirectErrorStream(true)
            .redirectOutput(run.resolve("backend.log").toFile())
            .start();
    URI address =
        eventually(() -> URI.create(Files.readAllLines(run.resolve("address")).getFirst()));
    lease = new Socket(address.getHost(), address.getPort());
    lease
        .getOutputStream()
        .write(
            "GET %s?%s HTTP/1.1\r\n\r\n"
                .formatted(address.getPath(), address.getQuery())
                .getBytes(StandardCharsets.US_ASCII));
    awaitAnswer();
  }

  /** Kills it and keeps it dead. */
  public void kill() throws Exception {
    signal("STOP", backend().toHandle());
    List<ProcessHandle> family = family();
    for (ProcessHandle process : family) {
      signal("KILL", process);
    }
    for (ProcessHandle process : family) {
      eventually(() -> !runs(process) ? process : null);
    }
  }

  /** Lets it come back after {@link #kill()}, and waits until it answers. */
  public void revive() throws Exception {
    signal("CONT", backend().toHandle());
    awaitAnswer();
  }

  /** Stops all its processes where they are: statements and new connections hang. */
  public void pause() throws Exception {
    signal("STOP", family().getFirst()); // from now on there are no new ones
    for (ProcessHandle process : family()) {
      signal("STOP", process);
    }
  }

  /** Lets them go on. */
  public void resume() throws Exception {
    for (ProcessHandle process : family()) {
      signal("CONT", process);
    }
    awaitAnswer();
  }

  /** Stops the processes of those connections alone, or lets them go on. */
  public void signal(String name, List<Integer> pids) throws Exception {
    for (int pid : pids) {
      signal(name, ProcessHandle.of(pid).orElseThrow());
    }
  }

  /** Runs statements as the superuser; the first column of the last one's rows. */
  public List<String> sql(String... statements) throws SQLException {
    return sqlIn("postgres", statements);
  }

  /** The same in another database. */
  public List<String> sqlIn(String database, String... statements) throws SQLException {
    var column = new ArrayList<String>();
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      for (String text : statements) {
        column.clear();
        if (statement.execute(text)) {
          try (ResultSet rows = statement.getResultSet()) {
            while (rows.next()) {
              column.add(rows.getString(1));
            }
          }
        }
      }
    }
    return column;
  }

  /** A connection of the test's own, which it closes. */
  public Connection connect() throws SQLException {
    return connect("postgres");
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:"
            + port
            + "/"
            + database
            + "?user=postgres&connectTimeout=2&socketTimeout=10&sslmode=disable");
  }

  /** What PostgreSQL itself says of the connections of a program, as {@code pg_stat_activity}. */
  public List<Integer> pids(String application) throws SQLException {
    return sql(
            "SELECT pid FROM pg_stat_activity WHERE application_name = '"
                + application
                + "' ORDER BY backend_start")
        .stream()
        .map(Integer::valueOf)
        .toList();
  }

  private void awaitAnswer() throws Exception {
    eventually(() -> sql("SELECT 1"));
  }

  /** Asks again and again until there is an answer that is not null. */
  public static <T> T eventually(Callable<@Nullable T> question) throws Exception {
    long start = System.nanoTime();
    while (true) {
      try {
        T answer = question.call();
        if (answer != null) {
          return answer;
        }
      } catch (IOException | SQLException | RuntimeException e) {
        if (System.nanoTime() - start > PATIENCE_NANOS) {
          throw e;
        }
      }
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new AssertionError("it did not come to pass within a minute");
      }
      Thread.sleep(20);
    }
  }

  /** Asks again and again until it is so. */
  public static void becomesTrue(Callable<Boolean> question) throws Exception {
    eventually(() -> question.call() ? true : null);
  }

  private Process backend() {
    if (backend == null) {
      throw new IllegalStateException("it has not been started");
    }
    return backend;
  }

  /** The first process of PostgreSQL and those it has made. */
  private List<ProcessHandle> family() throws IOException {
    String pid = Files.readAllLines(run.resolve("data/postmaster.pid")).getFirst().strip();
    ProcessHandle first = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    return Stream.concat(Stream.of(first), first.descendants()).toList();
  }

  private static boolean runs(ProcessHandle process) throws IOException {
    Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
    if (!process.isAlive() || !Files.exists(stat)) {
      return false;
    }
    String line = Files.readString(stat);
    return "ZX".indexOf(line.charAt(line.lastIndexOf(')') + 2)) < 0;
  }

  private static void signal(String name, ProcessHandle process)
      throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** Ends it, whatever state it is in. */
  @Override
  public void close() throws IOException {
    try (var _ = lease) {
      if (backend != null) {
        signal("CONT", backend.toHandle());
        backend.destroy();
        if (!backend.waitFor(20, TimeUnit.SECONDS)) {
          backend.destroyForcibly();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
