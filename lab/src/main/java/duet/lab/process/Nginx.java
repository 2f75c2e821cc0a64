package duet.lab.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * An nginx of our own, one process without a master: a server that is faster than any load
 * generator on one processor, and nobody's of this project.
 */
final class Nginx implements AutoCloseable {
  private static final String PROGRAM = "nginx";
  private static final Path WHERE_DEBIAN_HAS_IT = Path.of("/usr/sbin/nginx");
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofMillis(20);

  private final Process process;
  private final Children children;
  private final int port;

  private Nginx(Process process, Children children, int port) {
    this.process = process;
    this.children = children;
    this.port = port;
  }

  static boolean isHere() {
    return Launch.isInPath(PROGRAM) || Files.isExecutable(WHERE_DEBIAN_HAS_IT);
  }

  /**
   * Starts it and returns once it accepts connections.
   *
   * @param folder for its configuration and all that it writes
   * @throws IOException in one line, if it does not start
   */
  static Nginx start(String processors, Path folder, Children children)
      throws IOException, InterruptedException {
    int port = freePort();
    Path configuration = folder.resolve("nginx.conf");
    Path log = folder.resolve("nginx.log");
    Files.writeString(configuration, configuration(port, folder));
    List<String> command = Launch.on(processors);
    if (Launch.isInPath("setpriv")) {
      // It has no parent that it would look for, and must not outlive the laboratory.
      command.addAll(List.of("setpriv", "--pdeathsig", "KILL"));
    }
    command.add(Launch.isInPath(PROGRAM) ? PROGRAM : WHERE_DEBIAN_HAS_IT.toString());
    command.addAll(List.of("-p", folder.toString(), "-e", log.toString()));
    command.addAll(List.of("-c", configuration.toString()));
    var nginx =
        new Nginx(
            children.add(
                new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()),
            children,
            port);
    long begin = System.nanoTime();
    while (!nginx.accepts()) {
      if (!nginx.process.isAlive() || System.nanoTime() - begin > PATIENCE.toNanos()) {
        nginx.close();
        throw new IOException("nginx does not start; see " + log);
      }
      Thread.sleep(LOOK);
    }
    return nginx;
  }

  /** nginx cannot be asked to choose: whoever takes the port in between makes the start fail. */
  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String configuration(int port, Path folder) {
    return """
        daemon off;
        master_process off;
        pid %2$s/nginx.pid;
        worker_rlimit_nofile 32768;
        events { worker_connections 16384; }
        http {
          access_log off;
          client_body_temp_path %2$s;
          proxy_temp_path %2$s;
          fastcgi_temp_path %2$s;
          uwsgi_temp_path %2$s;
          scgi_temp_path %2$s;
          keepalive_requests 1000000000;
          server {
            listen 127.0.0.1:%1$d backlog=16384;
            location / { return 200 "Hello, World!"; }
          }
        }
        """
        .formatted(port, folder);
  }

  private boolean accepts() {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  @Override
  public void close() {
    children.kill(process);
  }
}
