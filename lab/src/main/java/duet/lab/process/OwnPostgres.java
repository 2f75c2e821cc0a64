package duet.lab.process;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A PostgreSQL of one experiment's own, to be stopped, killed and paused. The project's backend
 * starts it, and starts it anew when it has died, which is why the backend is stopped by a signal
 * while it shall stay dead. One thread.
 */
public final class OwnPostgres implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final int PID_LINE = 0;

  private final Path run;
  private final int port;
  private final Process backend;
  private final Children children;
  private final Socket lease = new Socket();

  private OwnPostgres(Path run, int port, Process backend, Children children) {
    this.run = run;
    this.port = port;
    this.backend = backend;
    this.children = children;
  }

  /**
   * Starts it and returns once it takes connections.
   *
   * @param home the tree in which the backend is built
   * @param run a folder for its data
   * @throws IOException in one line, if it does not come up
   */
  static OwnPostgres start(Path home, Path run, Children children)
      throws IOException, InterruptedException {
    Files.createDirectories(run);
    int port = FreePorts.pair();
    Process backend =
        children.add(
            new ProcessBuilder(
                    Launch.java(),
                    "-Xmx128m",
                    "-XX:+UseSerialGC",
                    "-classpath",
                    Launch.classPath(home, "backend"),
                    "duet.backend.Main",
                    "--run=" + run.toAbsolutePath(),
                    "--binaries=" + home.resolve("backend/target/postgresql").toAbsolutePath(),
                    "--database-port=" + port)
                .redirectErrorStream(true)
                .redirectOutput(run.resolve("backend.log").toFile())
                .start());
    var postgres = new OwnPostgres(run, port, backend, children);
    try {
      postgres.takeLease();
      postgres.awaitConnections();
    } catch (IOException e) {
      postgres.close();
      throw e;
    }
    return postgres;
  }

  /** Without a lease the backend would end after a while. */
  private void takeLease() throws IOException, InterruptedException {
    Path address = run.resolve("address");
    for (long begin = System.nanoTime(); !Files.exists(address); Thread.sleep(LOOK)) {
      if (!backend.isAlive() || System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new IOException("PostgreSQL does not start; see " + run.resolve("backend.log"));
      }
    }
    URI lent = URI.create(Files.readAllLines(address).getFirst());
    lease.connect(new InetSocketAddress(lent.getHost(), lent.getPort()));
    lease
        .getOutputStream()
        .write(
            "GET %s?%s HTTP/1.1\r\nHost: localhost\r\n\r\n"
                .formatted(lent.getPath(), lent.getQuery())
                .getBytes(StandardCharsets.US_ASCII));
  }

  private void awaitConnections() throws IOException, InterruptedException {
    for (long begin = System.nanoTime(); !listens(); Thread.sleep(LOOK)) {
      if (!backend.isAlive() || System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new IOException("PostgreSQL does not come up; see " + run.resolve("backend.log"));
      }
    }
  }

  private boolean listens() {
    try (var probe = new Socket()) {
      probe.connect(address());
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /** What a server is told; as the superuser. */
  public URI uri() {
    return URI.create("postgresql://postgres@127.0.0.1:" + port + "/postgres");
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** Stops it in order, without waiting for its clients ("fast shutdown"), and keeps it down. */
  public void stopInOrder() throws IOException, InterruptedException {
    signal("STOP", List.of(backend.toHandle()));
    restartInOrder();
  }

  /** Stops it in order; it is started again at once. */
  public void restartInOrder() throws IOException, InterruptedException {
    List<ProcessHandle> family = family();
    signal("INT", family.subList(0, 1));
    awaitEnd(family);
  }

  /** Kills its first process, which the others notice and end, and keeps it down. */
  public void killPostmaster() throws IOException, InterruptedException {
    signal("STOP", List.of(backend.toHandle()));
    List<ProcessHandle> family = family();
    signal("KILL", family.subList(0, 1));
    awaitEnd(family);
  }

  /** Kills all its processes at once, and keeps it down. */
  public void killAll() throws IOException, InterruptedException {
    signal("STOP", List.of(backend.toHandle()));
    List<ProcessHandle> family = family();
    signal("KILL", family);
    awaitEnd(family);
  }

  /** Has it started again where it was kept down; returns at once. */
  public void revive() throws IOException, InterruptedException {
    signal("CONT", List.of(backend.toHandle()));
  }

  /** Stops all its processes where they are: statements and new connections hang. */
  public void pause() throws IOException, InterruptedException {
    signal("STOP", family().subList(0, 1)); // from now on there are no new ones
    signal("STOP", family());
  }

  /** Lets them go on. */
  public void resume() throws IOException, InterruptedException {
    signal("CONT", family());
  }

  /** The first process of PostgreSQL and those it has made. */
  private List<ProcessHandle> family() throws IOException {
    String pid = Files.readAllLines(run.resolve("data/postmaster.pid")).get(PID_LINE).strip();
    ProcessHandle first =
        ProcessHandle.of(Long.parseLong(pid))
            .orElseThrow(() -> new IOException("PostgreSQL has ended; see " + run));
    return Stream.concat(Stream.of(first), first.descendants()).toList();
  }

  private static void awaitEnd(List<ProcessHandle> processes)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    for (ProcessHandle process : processes) {
      while (runs(process)) {
        if (System.nanoTime() - begin > PATIENCE.toNanos()) {
          throw new IOException("PostgreSQL's process " + process.pid() + " does not end");
        }
        Thread.sleep(LOOK);
      }
    }
  }

  /** One whose exit code nobody collects is alive to the JDK. */
  private static boolean runs(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      return process.isAlive() && "ZX".indexOf(stat.charAt(stat.lastIndexOf(')') + 2)) < 0;
    } catch (IOException _) {
      return false;
    }
  }

  private static void signal(String name, List<ProcessHandle> processes)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("kill", "-" + name));
    processes.forEach(process -> command.add(Long.toString(process.pid())));
    // One of them may have ended by itself, which is as good.
    new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  /** Ends it, whatever state it is in, and removes its data. */
  @Override
  public void close() throws IOException {
    try {
      signal("CONT", List.of(backend.toHandle()));
      lease.close();
      children.stop(backend);
    } catch (InterruptedException e) {
      children.kill(backend);
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    }
  }
}
