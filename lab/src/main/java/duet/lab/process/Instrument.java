package duet.lab.process;

import duet.lab.load.Expectation;
import duet.lab.load.LoadPlan;
import duet.lab.load.LoadResult;
import duet.lab.plan.Processors;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Measures the load generator itself, against the least that can pass for a server. */
public final class Instrument implements AutoCloseable {
  private static final int CONNECTIONS = 64;
  private static final Duration WINDOW = Duration.ofSeconds(2);

  /** Rate at which its punctuality is looked at. */
  private static final double RATE_PER_SECOND = 20_000;

  private static final int WARM_UPS = 3;

  private final Children children;
  private final LoadGenerator generator;
  private final int port;

  private Instrument(Children children, LoadGenerator generator, int port) {
    this.children = children;
    this.generator = generator;
    this.port = port;
  }

  /**
   * What the generator can do.
   *
   * @param ceilingPerSecond most requests it sends and reads in a closed loop
   * @param busyShare of its processor at that rate: below 1 the responder is the limit
   * @param allocatedBytesPerRequest in steady state
   */
  public record Ceiling(
      double ceilingPerSecond, double busyShare, double allocatedBytesPerRequest) {}

  /**
   * How punctual it is at 20,000 requests a second.
   *
   * @param lag how much later than possible requests were sent, in nanoseconds
   * @param cpuShare how much of the time it had its processor
   */
  public record Punctuality(Histogram lag, double cpuShare) {}

  /**
   * Starts both processes.
   *
   * @throws IOException in one line, if one does not start
   */
  public static Instrument open(Processors processors, Path logs) throws IOException {
    var children = new Children();
    LoadGenerator generator =
        LoadGenerator.start(processors.load(), logs.resolve("generator.log"), children);
    List<String> command = Launch.on(processors.server());
    command.addAll(List.of(Launch.java(), "-XX:+UseSerialGC", "-Xmx64m"));
    command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
    command.add(Responder.class.getName());
    Process responder =
        children.add(
            new ProcessBuilder(command)
                .redirectError(
                    ProcessBuilder.Redirect.appendTo(logs.resolve("responder.log").toFile()))
                .start());
    String line = responder.inputReader().readLine();
    if (line == null) {
      throw new IOException("the responder does not start");
    }
    return new Instrument(children, generator, Integer.parseInt(line));
  }

  /** Closed loop. */
  public Ceiling ceiling() throws LoadFailedException, InterruptedException {
    LoadPlan closed = plan(LoadPlan.Pace.CLOSED, 0);
    for (int i = 0; i < WARM_UPS; i++) {
      generator.run(closed, LoadGenerator.NOTHING);
    }
    LoadResult result = generator.run(closed, LoadGenerator.NOTHING);
    return new Ceiling(
        result.answers() * 1e9 / result.windowNanos(),
        result.busyShare(),
        result.answers() == 0 ? Double.NaN : (double) result.allocatedBytes() / result.answers());
  }

  /** Open loop. */
  public Punctuality punctuality() throws LoadFailedException, InterruptedException {
    LoadPlan open = plan(LoadPlan.Pace.CONSTANT, RATE_PER_SECOND);
    // Its compilers share its processor, and they are late with a loop that hardly waits.
    for (int i = 0; i < WARM_UPS; i++) {
      generator.run(open, LoadGenerator.NOTHING);
    }
    LoadResult result = generator.run(open, LoadGenerator.NOTHING);
    return new Punctuality(LoadResult.histogram(result.lag()), result.cpuShare());
  }

  private LoadPlan plan(LoadPlan.Pace pace, double rate) {
    return new LoadPlan(
        "127.0.0.1",
        port,
        "GET",
        "/",
        "",
        Expectation.anyBody(200),
        pace,
        CONNECTIONS,
        true,
        rate,
        Duration.ofMillis(300).toNanos(),
        WINDOW.toNanos(),
        0,
        Duration.ofSeconds(5).toNanos(),
        0,
        1);
  }

  @Override
  public void close() {
    children.close();
  }
}
