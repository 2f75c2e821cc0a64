package duet.service;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A server's process from its command line to its exit code: 0 when it was told to stop, 1 when it
 * could not start or was told twice, 2 when it was called wrongly.
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

  /** So that who asks whether the server is ready hears that it is not before it is refused. */
  private static final Duration BEFORE_THE_LISTENER_ENDS = Duration.ofMillis(100);

  /** What a stop may take besides requests under way. */
  private static final Duration BEYOND_DRAIN = Duration.ofSeconds(10);

  private static final Path OWN_STATE = Path.of("/proc/self/stat");
  private static final Duration LONGEST_WORD = Duration.ofMillis(300);
  private static final Duration PARENT_LOOK = Duration.ofMillis(500);

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
    if (configuration.withParent()) {
      ProcessHandle.current().parent().ifPresent(ServerProcess::endAfter);
    }
    Settings settings = Descriptors.fit(configuration.settings());
    LogLines.begin(settings.logsJson());
    String shortage = Descriptors.shortage(configuration.settings());
    if (!shortage.isEmpty()) {
      System.err.println(name + ": " + shortage);
    }
    Upstreams upstreams;
    Server server;
    try {
      awaitAddresses(name, settings);
      upstreams = Upstreams.of(settings);
      server = starter.start(settings, upstreams);
    } catch (Exception e) {
      System.err.println(name + ": " + whyNot(e));
      System.exit(1);
      return;
    }
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> stopAndHalt(name, settings.drainTime(), server, upstreams), "stop"));
    StopSignals.on(() -> System.exit(0), () -> endNow(name));
    System.out.println(greeting(name, settings, server));
  }

  @SuppressWarnings("SystemOut") // the terminal is the user interface here
  private static void awaitAddresses(String name, Settings settings)
      throws IOException, InterruptedException {
    Consumer<String> notice = line -> System.err.println(name + ": " + line);
    new ListenAddress(settings.host(), settings.port(), Setting.PORT).await(notice);
    if (settings.adminPort().isPresent()) {
      int port = settings.adminPort().getAsInt();
      new ListenAddress(settings.adminHost(), port, Setting.ADMIN_PORT).await(notice);
    }
  }

  /**
   * {@link ProcessHandle#onExit} of a process that is no child looks every five seconds in the end,
   * and tells nothing while nobody collects the dead one's exit code; who has lost its parent gets
   * another at once.
   */
  private static void endAfter(ProcessHandle parent) {
    Thread.ofPlatform()
        .daemon()
        .name("parent")
        .start(
            () -> {
              try {
                while (!hasLost(parent)) {
                  Thread.sleep(PARENT_LOOK);
                }
                System.exit(0);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  /** To find out takes a descriptor; without one nothing is known. */
  private static boolean hasLost(ProcessHandle parent) {
    Optional<ProcessHandle> now = ProcessHandle.current().parent();
    if (now.isPresent()) {
      return !now.get().equals(parent);
    }
    try (InputStream _ = Files.newInputStream(OWN_STATE)) {
      return true;
    } catch (IOException _) {
      return !Files.exists(OWN_STATE);
    }
  }

  /**
   * A JVM that ends by a signal would exit with 128 + its number, which Maven takes for a failure.
   */
  @SuppressWarnings("SystemOut") // the terminal is the user interface here
  private static void stopAndHalt(String name, Duration drain, Server server, Upstreams upstreams) {
    int exitCode = 0;
    haltAfter(drain.plus(BEYOND_DRAIN));
    System.out.println(name + " stops; requests under way may take " + drain.toSeconds() + " s");
    try {
      server.announceStop();
      Thread.sleep(BEFORE_THE_LISTENER_ENDS);
      server.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exitCode = 1;
    } catch (RuntimeException e) {
      System.err.println(name + ": did not stop in order: " + whyNot(e));
      exitCode = 1;
    }
    upstreams.close();
    Runtime.getRuntime().halt(exitCode);
  }

  /** Told a second time: whoever does so does not want to wait for requests under way. */
  @SuppressWarnings("SystemOut") // the terminal is the user interface here
  private static void endNow(String name) {
    Thread says =
        Thread.ofPlatform()
            .daemon()
            .start(
                () ->
                    System.err.println(
                        name + ": told to stop again, ends now; requests under way are cut off"));
    try {
      says.join(LONGEST_WORD); // whoever reads stderr may have stopped doing so
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(1);
  }

  /**
   * Whatever keeps it, a terminal that takes nothing perhaps, a server that was told to stop ends.
   */
  private static void haltAfter(Duration longest) {
    Thread.ofPlatform()
        .daemon()
        .name("longest stop")
        .start(
            () -> {
              try {
                Thread.sleep(longest);
                Runtime.getRuntime().halt(1);
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
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
        "%s listens on http://%s (%s; %s; %s; heap <= %d MiB, gc %s, JDK %s)",
        name,
        ListenAddress.inUrl(settings.host(), server.port()),
        admin(settings, server.adminPort()),
        server.tuning(),
        shared,
        Runtime.getRuntime().maxMemory() >> 20,
        collectors,
        Runtime.version());
  }

  private static String admin(Settings settings, OptionalInt port) {
    if (port.isEmpty()) {
      return "no admin port";
    }
    return "admin port "
        + port.getAsInt()
        + (settings.adminHost().equals(settings.host()) ? "" : " on " + settings.adminHost());
  }

  /** The first line of what is at the bottom of it, which is where the reason stands. */
  private static String whyNot(Throwable failure) {
    Throwable root = root(failure);
    @Nullable String message = root.getMessage();
    return message == null || message.isBlank()
        ? root.toString()
        : message.lines().findFirst().orElse("").strip();
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
