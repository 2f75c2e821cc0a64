package duet.lab.process;

import duet.lab.plan.Arm;
import duet.lab.plan.Processors;
import duet.lab.sample.Affinity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An arm's server process: started here for one trial and stopped after it, or a visitor's that is
 * left as it is.
 */
public final class ArmProcess implements AutoCloseable {
  private static final long START_SECONDS = 30;
  private static final Pattern GREETING =
      Pattern.compile(
          ".* listens on (http://\\S+) \\((?:admin port (\\d+)(?: on (\\S+))?|no admin port);.*");

  private final Arm arm;
  private final URI base;
  private final Optional<URI> admin;
  private final long pid;
  private final @Nullable Process process;
  private final @Nullable Children children;

  private ArmProcess(
      Arm arm,
      URI base,
      Optional<URI> admin,
      long pid,
      @Nullable Process process,
      @Nullable Children children) {
    this.arm = arm;
    this.base = base;
    this.admin = admin;
    this.pid = pid;
    this.process = process;
    this.children = children;
  }

  /** A server that runs already. */
  static ArmProcess visited(Arm.Visited arm) {
    return new ArmProcess(arm, arm.base(), Optional.empty(), arm.pid(), null, null);
  }

  /**
   * Starts one of ours and returns once it listens.
   *
   * @param home the tree in which it is built
   * @param processors on all of which it starts, though it takes the server's for all there are
   * @param prefix of its command, with which it has less than others: {@link
   *     Servers#withDescriptors} for example
   * @param upstreams flags that say where its database and backend are
   * @param log what it prints on stderr
   * @throws IOException in one line, if it does not start
   */
  static ArmProcess start(
      Arm.Ours arm,
      Path home,
      Processors processors,
      List<String> prefix,
      List<String> upstreams,
      Path log,
      Children children)
      throws IOException, InterruptedException {
    List<String> command = Launch.on(processors.all());
    command.addAll(prefix);
    command.add(Launch.java());
    if (processors.pinned()) {
      // As if it were on the server's processors already: it counts them now and never again.
      command.add("-XX:ActiveProcessorCount=" + Affinity.cpuList(processors.server()).size());
    }
    command.add("@" + home.resolve(ServerJvm.OPTIONS));
    command.addAll(arm.jvmOptions());
    command.add("-classpath");
    command.add(Launch.classPath(home, arm.program().key()));
    command.add(arm.program().mainClass());
    command.add("--port=0");
    command.add("--with-parent");
    command.addAll(upstreams);
    command.addAll(arm.flags());
    Process process =
        children.add(
            new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
    @Nullable String line = greeting(process);
    Matcher greeting = GREETING.matcher(line == null ? "" : line);
    if (!greeting.matches()) {
      children.kill(process);
      throw new IOException(arm.name() + " does not start: " + lastLine(log));
    }
    URI base = URI.create(greeting.group(1));
    @Nullable String adminPort = greeting.group(2);
    Optional<URI> admin =
        Optional.ofNullable(adminPort)
            .map(port -> URI.create("http://" + adminHost(base, greeting.group(3)) + ":" + port));
    return new ArmProcess(arm, base, admin, process.pid(), process, children);
  }

  /**
   * @param named where it is another than the server's
   */
  private static String adminHost(URI base, @Nullable String named) {
    if (named == null) {
      return base.getHost();
    }
    if (named.equals("0.0.0.0") || named.equals("::")) {
      return "127.0.0.1";
    }
    return named.indexOf(':') >= 0 ? "[" + named + "]" : named;
  }

  private static @Nullable String greeting(Process process) throws InterruptedException {
    var line =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return process.inputReader().readLine();
              } catch (IOException e) {
                return null;
              }
            },
            Thread::startVirtualThread);
    try {
      return line.get(START_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return null;
    }
  }

  private static String lastLine(Path log) throws IOException {
    try (var lines = Files.lines(log)) {
      return lines
          .reduce((_, later) -> later)
          .orElse("it printed nothing within " + START_SECONDS + " s");
    }
  }

  /** In one line: how it ended if it has, and otherwise what was thrown. */
  String whyFailed(Exception e) {
    return isAlive() ? String.valueOf(e.getMessage()) : howEnded();
  }

  /** Which arm it is. */
  public Arm arm() {
    return arm;
  }

  /** {@code http://host:port}. */
  public URI base() {
    return base;
  }

  /** Where its health, metrics and settings are, if it has such a port. */
  public Optional<URI> admin() {
    return admin;
  }

  /** Of the process, or the first of its tree. */
  public long pid() {
    return pid;
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return process == null
        ? ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)
        : process.isAlive();
  }

  /** How it ended, in words. */
  public String howEnded() {
    List<String> words = new ArrayList<>(List.of(arm.name(), "ended during the trial"));
    if (process != null && !process.isAlive()) {
      words.add("with exit code " + process.exitValue());
    }
    return String.join(" ", words);
  }

  /** Sends SIGTERM to one that was started here, once for each call, and returns at once. */
  public void terminate() {
    if (process != null) {
      process.toHandle().destroy();
    }
  }

  /** Sends SIGKILL to one that was started here, and returns once it has ended. */
  public void kill() {
    if (process != null && children != null) {
      children.kill(process);
    }
  }

  /** The exit code of one that was started here; empty if it has not ended by then. */
  public OptionalInt awaitExit(Duration patience) throws InterruptedException {
    return process != null && process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS)
        ? OptionalInt.of(process.exitValue())
        : OptionalInt.empty();
  }

  /** Stops several at the same time. */
  public static void close(List<ArmProcess> arms) {
    for (ArmProcess arm : arms) {
      if (arm.process != null) {
        arm.process.toHandle().destroy();
      }
    }
    arms.forEach(ArmProcess::close);
  }

  /** Stops what was started here. */
  @Override
  public void close() {
    if (process != null && children != null) {
      children.stop(process);
    }
  }
}
