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
  private static final Duration WINDOW = Duration.ofSeconds(4);

  /** Rate at which its punctuality is looked at. */
  private static final double RATE_PER_SECOND = 20_000;

  private static final int BURSTS = 6;
  private static final Duration BURST = Duration.ofSeconds(1);

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
    warmUp(LoadPlan.Pace.CLOSED, 0);
    LoadResult result = generator.run(plan(LoadPlan.Pace.CLOSED, 0, WINDOW), Watch.NOTHING);
    return new Ceiling(
        result.answers() * 1e9 / result.windowNanos(),
        result.busyShare(),
        result.answers() == 0 ? Double.NaN : (double) result.allocatedBytes() / result.answers());
  }

  /** Open loop. */
  public Punctuality punctuality() throws LoadFailedException, InterruptedException {
    warmUp(LoadPlan.Pace.CONSTANT, RATE_PER_SECOND);
    LoadResult result =
        generator.run(plan(LoadPlan.Pace.CONSTANT, RATE_PER_SECOND, WINDOW), Watch.NOTHING);
    return new Punctuality(LoadResult.histogram(result.lag()), result.cpuShare());
  }

  /**
   * In short loads, since its compilers work in the rests between them. They have all parts of the
   * one that is measured, or code that was compiled without one of these would be thrown away
   * there.
   */
  private void warmUp(LoadPlan.Pace pace, double rate)
      throws LoadFailedException, InterruptedException {
    for (int i = 0; i < BURSTS; i++) {
      generator.run(plan(pace, rate, BURST), Watch.NOTHING);
      generator.rest();
    }
  }

  private LoadPlan plan(LoadPlan.Pace pace, double rate, Duration window) {
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
        window.toNanos(),
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
