package duet.lab.process;

import duet.lab.load.Expectation;
import duet.lab.load.LoadPlan;
import duet.lab.load.LoadResult;
import duet.lab.load.Probe;
import duet.lab.plan.Processors;
import duet.lab.sample.ProcessGoneException;
import duet.lab.sample.ProcessWatch;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The laboratory's generator and another against one nginx, each in its turn on the load's
 * processors: how many requests a second each can bring. One thread.
 */
public final class Ceiling implements AutoCloseable {
  private static final int CONNECTIONS = 64;
  private static final Duration WARM_UP = Duration.ofSeconds(1);
  private static final int WARM_UPS = 3;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final double MEBIBYTE = 1 << 20;

  private final Processors processors;
  private final Children children;
  private final LoadGenerator generator;
  private final Nginx nginx;

  private Ceiling(Processors processors, Children children, LoadGenerator generator, Nginx nginx) {
    this.processors = processors;
    this.children = children;
    this.generator = generator;
    this.nginx = nginx;
  }

  /** Whether there is an nginx to be had. */
  public static boolean isPossible() {
    return Nginx.isHere();
  }

  /**
   * Starts nginx and the generator, and lets the latter's code be compiled.
   *
   * @param folder for what they write
   * @throws IOException in one line, if something does not start
   */
  public static Ceiling open(Processors processors, Path folder)
      throws IOException, InterruptedException, LoadFailedException {
    var children = new Children();
    try {
      var ceiling =
          new Ceiling(
              processors,
              children,
              LoadGenerator.start(processors.load(), folder.resolve("generator.log"), children),
              Nginx.start(processors.server(), folder, children));
      for (int i = 0; i < WARM_UPS; i++) {
        ceiling.run(CONNECTIONS, WARM_UP);
        ceiling.generator.rest();
      }
      return ceiling;
    } catch (IOException | InterruptedException | LoadFailedException e) {
      children.close();
      throw e;
    }
  }

  /** What both load. */
  public URI url() {
    return nginx.url();
  }

  /** How many connections both keep. */
  public int connections() {
    return CONNECTIONS;
  }

  /** Right answers per second of the laboratory's generator. */
  public double ours(Duration window)
      throws IOException, InterruptedException, LoadFailedException {
    LoadResult result = run(CONNECTIONS, window);
    return result.right() * 1e9 / result.windowNanos();
  }

  /**
   * What another generator printed.
   *
   * @throws IOException in one line, if it fails
   */
  public String theirs(List<String> command) throws IOException, InterruptedException {
    List<String> pinned = Launch.on(processors.load());
    pinned.addAll(command);
    Process process =
        children.add(
            new ProcessBuilder(pinned).redirectError(ProcessBuilder.Redirect.DISCARD).start());
    try {
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exitCode = process.waitFor();
      if (exitCode != 0) {
        throw new IOException(command.getFirst() + " ended with exit code " + exitCode);
      }
      return printed;
    } finally {
      children.stop(process);
    }
  }

  /**
   * The generator's memory with so many connections, all of them in use.
   *
   * @param answers that came on them
   * @param failed requests
   * @param peakMebibytes most resident memory meanwhile
   */
  public record Held(int connections, long answers, long failed, double peakMebibytes) {}

  /** Holds many connections for a while. */
  public Held held(int connections, Duration window)
      throws IOException, InterruptedException, LoadFailedException, ProcessGoneException {
    ProcessWatch watch = ProcessWatch.alone(generator.pid());
    watch.resetPeakRss();
    LoadResult result = run(connections, window);
    return new Held(
        connections, result.answers(), result.failed(), watch.sample().peakRssBytes() / MEBIBYTE);
  }

  private LoadResult run(int connections, Duration window)
      throws IOException, InterruptedException, LoadFailedException {
    Expectation expected = Probe.learn(url(), "GET", "/", "");
    return generator.run(
        new LoadPlan(
            url().getHost(),
            url().getPort(),
            "GET",
            "/",
            "",
            expected,
            LoadPlan.Pace.CLOSED,
            connections,
            true,
            0,
            Duration.ofMillis(500).toNanos(),
            window.toNanos(),
            0,
            TIMEOUT.toNanos(),
            0,
            1),
        Watch.NOTHING);
  }

  @Override
  public void close() {
    children.close();
  }
}
