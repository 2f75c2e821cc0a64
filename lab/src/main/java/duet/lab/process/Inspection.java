package duet.lab.process;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What the programs of {@code contract} say of running servers. Each is a process of its own and
 * has a minute.
 */
public final class Inspection {
  private static final long MOST_SECONDS = 60;

  /** A JVM that lives for seconds. */
  private static final List<String> SHORT_LIVED =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private final Path home;
  private final String processors;
  private final Children children;

  Inspection(Path home, String processors, Children children) {
    this.home = home;
    this.processors = processors;
    this.children = children;
  }

  /**
   * What one of them found.
   *
   * @param passed whether it was content
   * @param lines what it printed
   */
  public record Report(boolean passed, List<String> lines) {
    /** Copies. */
    public Report {
      lines = List.copyOf(lines);
    }
  }

  /** Whether these servers keep the quick part of the contract; all are asked at once. */
  public List<Report> verify(List<URI> servers) throws IOException, InterruptedException {
    var running = new ArrayList<Process>();
    for (URI server : servers) {
      running.add(start("duet.contract.Verify", List.of(server.toString(), "--quick")));
    }
    var reports = new ArrayList<Report>();
    for (Process process : running) {
      reports.add(report(process));
    }
    return reports;
  }

  /** Whether two servers differ in their model alone, by their admin ports. */
  public Report parity(URI first, URI second) throws IOException, InterruptedException {
    return report(start("duet.contract.Parity", List.of(first.toString(), second.toString())));
  }

  private Process start(String program, List<String> arguments) throws IOException {
    List<String> command = Launch.on(processors);
    command.add(Launch.java());
    command.addAll(SHORT_LIVED);
    command.addAll(List.of("-classpath", Launch.classPath(home, "contract"), program));
    command.addAll(arguments);
    return children.add(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  private Report report(Process process) throws IOException, InterruptedException {
    var late = new AtomicBoolean();
    CompletableFuture.delayedExecutor(MOST_SECONDS, TimeUnit.SECONDS)
        .execute(
            () -> {
              late.set(process.isAlive());
              process.destroyForcibly();
            });
    try (var out = process.inputReader(StandardCharsets.UTF_8)) {
      List<String> lines = out.lines().filter(line -> !line.isBlank()).toList();
      int exitCode = process.waitFor();
      return late.get()
          ? new Report(false, List.of("it did not end within " + MOST_SECONDS + " s"))
          : new Report(exitCode == 0, lines);
    } finally {
      children.kill(process);
    }
  }
}
