package duet.service;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A server's process from its command line to its exit code: 0 when it was told to stop, 1 when it
 * could not start, 2 when it was called wrongly.
 */
public final class ServerProcess {
  /** Builds a server and lets it listen. */
  @FunctionalInterface
  public interface Starter {

    /**
     * Returns once connections are taken.
     *
     * @throws Exception if the server cannot listen as the settings say
     */
    Server start(Settings settings, Upstreams upstreams) throws Exception;
  }

  private ServerProcess() {}

  /**
   * Runs a server in the foreground until the process is told to stop (Ctrl-C, SIGTERM, or the end
   * of its parent where {@code --with-parent} asks for that).
   *
   * @param name what the server is called on the terminal
   * @param standard what holds where the command line says nothing
   * @param starter builds the server
   * @param arguments the command line
   */
  @SuppressWarnings("SystemOut") // the terminal is the user interface here
  public static void run(String name, Settings standard, Starter starter, String... arguments) {
    Configuration configuration;
    try {
      configuration = Configuration.read(List.of(arguments), System.getenv(), standard);
    } catch (UsageException e) {
      System.err.println(name + ": " + e.getMessage());
      System.exit(2);
      return;
    }
    if (configuration.help()) {
      System.out.print(Configuration.usage(name, standard));
      return;
    }
    LogLines.begin(configuration.settings().logsJson());
    Upstreams upstreams;
    try {
      upstreams = Upstreams.of(configuration.settings());
    } catch (IOException e) {
      System.err.println(name + ": " + e.getMessage());
      System.exit(1);
      return;
    }
    Server server;
    try {
      server = starter.start(configuration.settings(), upstreams);
    } catch (Exception e) {
      System.err.println(name + ": " + whyNot(configuration.settings(), e));
      System.exit(1);
      return;
    }
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> stopAndHalt(name, server, upstreams), "stop"));
    if (configuration.withParent()) {
      ProcessHandle.current().parent().ifPresent(ServerProcess::endWith);
    }
    System.out.println(greeting(name, configuration.settings(), server));
  }

  private static void endWith(ProcessHandle parent) {
    var _ = parent.onExit().thenRun(() -> System.exit(0));
  }

  /**
   * A JVM that ends by a signal would exit with 128 + its number, which Maven takes for a failure.
   */
  @SuppressWarnings("SystemOut") // the terminal is the user interface here
  private static void stopAndHalt(String name, Server server, Upstreams upstreams) {
    int exitCode = 0;
    try {
      server.stop();
    } catch (RuntimeException e) {
      System.err.println(name + ": did not stop in order: " + root(e));
      exitCode = 1;
    }
    upstreams.close();
    Runtime.getRuntime().halt(exitCode);
  }

  private static String greeting(String name, Settings settings, Server server) {
    String shared =
        server.inForce().entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(" "));
    String collectors =
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .map(GarbageCollectorMXBean::getName)
            .collect(Collectors.joining("+"));
    return String.format(
        Locale.ROOT,
        "%s listens on http://%s:%d (%s; %s; %s; heap <= %d MiB, gc %s, JDK %s)",
        name,
        inUrl(settings.host()),
        server.port(),
        server.adminPort().isPresent()
            ? "admin port " + server.adminPort().getAsInt()
            : "no admin port",
        server.tuning(),
        shared,
        Runtime.getRuntime().maxMemory() >> 20,
        collectors,
        Runtime.version());
  }

  private static String inUrl(String host) {
    return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
  }

  private static String whyNot(Settings settings, Exception failure) {
    int port = failure instanceof AdminPortException admin ? admin.port() : settings.port();
    Setting flag = failure instanceof AdminPortException ? Setting.ADMIN_PORT : Setting.PORT;
    String at = "cannot listen on " + inUrl(settings.host()) + ":" + port + ": ";
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      // NIO throws a BindException, Netty's native transport an IOException of its own.
      if (cause instanceof IOException && String.valueOf(cause.getMessage()).contains("in use")) {
        return at
            + "the port is in use; stop what listens there or choose another with --"
            + flag.key();
      }
    }
    Throwable root = root(failure);
    @Nullable String message = root.getMessage();
    return at
        + root.getClass().getSimpleName()
        + (message == null ? "" : ": " + message.lines().findFirst().orElse(""));
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
