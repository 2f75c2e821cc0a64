package duet.lab.process;

import duet.lab.plan.Processors;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A load balancer in front of several servers, on the load's processors. */
public final class Balancer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofMillis(20);

  private final Process process;
  private final Children children;
  private final Kind kind;
  private final Path folder;
  private final int port;

  private Balancer(Process process, Children children, Kind kind, Path folder, int port) {
    this.process = process;
    this.children = children;
    this.kind = kind;
    this.folder = folder;
    this.port = port;
  }

  /** Which program, as Debian packages it. */
  public enum Kind {
    NGINX,
    HAPROXY;

    /** Its name as a command. */
    public String program() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Where it is, if it is installed; some users do not have {@code /usr/sbin} in their path. */
    Optional<String> path() {
      Path whereDebianHasIt = Path.of("/usr/sbin", program());
      return Launch.isInPath(program())
          ? Optional.of(program())
          : Optional.of(whereDebianHasIt).filter(Files::isExecutable).map(Path::toString);
    }

    /** Whether it is installed. */
    public boolean isHere() {
      return path().isPresent();
    }
  }

  /**
   * Starts it and returns once it accepts connections.
   *
   * @param ports of the servers, on 127.0.0.1; the next of each is its admin port
   * @param folder existing, for all that it reads and writes
   * @throws IOException in one line, if it does not start
   */
  public static Balancer start(
      Kind kind, List<Integer> ports, Processors processors, Path folder, Children children)
      throws IOException, InterruptedException {
    String program =
        kind.path().orElseThrow(() -> new IOException("there is no " + kind.program() + " here"));
    int port = FreePorts.pair();
    Path configuration = folder.resolve(kind.program() + ".conf");
    Path log = folder.resolve(kind.program() + ".log");
    Files.writeString(
        configuration,
        switch (kind) {
          case NGINX -> BalancerText.nginx(port, ports, folder);
          case HAPROXY -> BalancerText.haproxy(port, ports);
        });
    List<String> command = Launch.on(processors.load());
    if (Launch.isInPath("setpriv")) {
      // It has no parent that it would look for, and must not outlive the laboratory.
      command.addAll(List.of("setpriv", "--pdeathsig", "KILL"));
    }
    command.add(program);
    command.addAll(
        switch (kind) {
          case NGINX ->
              List.of(
                  "-p", folder.toString(), "-e", log.toString(), "-c", configuration.toString());
          case HAPROXY -> List.of("-db", "-f", configuration.toString());
        });
    Process process =
        children.add(
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
    var balancer = new Balancer(process, children, kind, folder, port);
    long begin = System.nanoTime();
    while (!balancer.accepts()) {
      if (!process.isAlive() || System.nanoTime() - begin > PATIENCE.toNanos()) {
        balancer.close();
        throw new IOException(kind.program() + " does not start; see " + log);
      }
      Thread.sleep(LOOK);
    }
    return balancer;
  }

  private boolean accepts() throws IOException {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (ConnectException _) {
      return false;
    }
  }

  /** What is loaded. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  /**
   * How many requests it sent to a server more than once, or to one after another, by its own
   * account until now.
   *
   * @throws IOException if it does not say
   */
  public long retried() throws IOException {
    return switch (kind) {
      case NGINX -> BalancerText.retriedByNginx(Files.readAllLines(BalancerText.tries(folder)));
      case HAPROXY -> {
        URI statistics = URI.create("http://127.0.0.1:" + (port + 1) + "/;csv");
        try (var in = statistics.toURL().openStream()) {
          yield BalancerText.retriedByHaproxy(
              new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
        }
      }
    };
  }

  @Override
  public void close() {
    children.kill(process);
  }
}
