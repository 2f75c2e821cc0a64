package duet.lab.stress;

import duet.lab.load.LoadPlan;
import duet.lab.load.LoadResult;
import duet.lab.load.Probe;
import duet.lab.process.ArmProcess;
import duet.lab.process.LoadFailedException;
import duet.lab.process.LoadGenerator;
import duet.lab.process.Servers;
import duet.lab.process.Watch;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.HdrHistogram.Histogram;

/** Well-behaved clients of a server that has others too, and how they fare. */
final class Others implements AutoCloseable {
  private static final Duration LEAD_IN = Duration.ofMillis(200);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final LoadGenerator generator;
  private final LoadPlan plan;

  private Others(LoadGenerator generator, LoadPlan plan) {
    this.generator = generator;
    this.plan = plan;
  }

  /**
   * Requests for {@code /plaintext} at equal distances.
   *
   * @throws IOException in one line, if the server does not answer
   */
  static Others of(Servers servers, ArmProcess server, double ratePerSecond, int connections)
      throws IOException, InterruptedException {
    URI base = server.base();
    var plan =
        new LoadPlan(
            LoadPlan.host(base),
            base.getPort(),
            "GET",
            "/plaintext",
            "",
            Probe.learn(base, "GET", "/plaintext", ""),
            LoadPlan.Pace.CONSTANT,
            connections,
            true,
            ratePerSecond,
            LEAD_IN.toNanos(),
            1,
            0,
            TIMEOUT.toNanos(),
            0,
            1);
    return new Others(
        LoadGenerator.start(
            servers.processors().load(),
            servers.log(server.arm().name() + "-generator"),
            servers.children()),
        plan);
  }

  /**
   * How they fared for a while.
   *
   * @param planned requests
   * @param failed of these
   * @param p50Nanos from the planned send
   * @param p99Nanos likewise
   * @param maxNanos likewise
   * @param lateNanos p99 of how much later than planned they were sent, by the generator's fault
   */
  record Window(
      long planned, long failed, long p50Nanos, long p99Nanos, long maxNanos, long lateNanos) {
    static Window of(LoadResult result) {
      Histogram response = LoadResult.histogram(result.response());
      return new Window(
          result.planned(),
          result.failed(),
          response.getValueAtPercentile(50),
          response.getValueAtPercentile(99),
          response.getMaxValue(),
          LoadResult.histogram(result.lag()).getValueAtPercentile(99));
    }
  }

  /** So many requests that the compilers know what they are for, then as many as later on. */
  void warmUp(Duration time) throws LoadFailedException, InterruptedException {
    var _ =
        generator.run(plan.with(LoadPlan.Pace.CLOSED, 0, plan.connections(), time), Watch.NOTHING);
    var _ = during(time.dividedBy(2));
  }

  /** For so long, on the caller's thread. */
  Window during(Duration time) throws LoadFailedException, InterruptedException {
    return Window.of(generator.run(of(time), Watch.NOTHING));
  }

  private LoadPlan of(Duration time) {
    return plan.with(plan.arrivals(), plan.ratePerSecond(), plan.connections(), time);
  }

  /** The same while the caller does something else; one at a time. */
  FutureTask<Window> begin(Duration time) {
    var load = new FutureTask<>(() -> during(time));
    Thread.ofPlatform().name("others").start(load);
    return load;
  }

  /** What came of it, when it is over. */
  static Window of(FutureTask<Window> load)
      throws IOException, InterruptedException, LoadFailedException {
    try {
      return load.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LoadFailedException failed) {
        throw failed;
      }
      throw new IOException("the load ended: " + e.getMessage(), e);
    }
  }

  /** How many connections they have. */
  int connections() {
    return plan.connections();
  }

  @Override
  public void close() {
    generator.close();
  }
}
