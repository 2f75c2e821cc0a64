package duet.lab.stress;

import duet.lab.load.Expectation;
import duet.lab.load.LoadPlan;
import duet.lab.load.LoadResult;
import duet.lab.load.Probe;
import duet.lab.plan.Arm;
import duet.lab.plan.Workload;
import duet.lab.process.ArmProcess;
import duet.lab.process.LoadFailedException;
import duet.lab.process.LoadGenerator;
import duet.lab.process.Servers;
import duet.lab.process.Watch;
import duet.lab.sample.Footprint;
import duet.lab.sample.ProcessGoneException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * More requests than a server can answer: what it brings at its capacity and beyond, what becomes
 * of the rest, and how soon it is as before. One thread.
 */
public final class Overload {
  private static final Duration WARM_UP = Duration.ofSeconds(2);
  private static final int WARM_UPS = 4;
  private static final Duration LEAD_IN = Duration.ofMillis(500);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** A load that no server notices, after each that it does. */
  private static final Duration LOOK = Duration.ofMillis(250);

  private static final int LOOK_PER_SECOND = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Asked asked;
  private final Servers servers;
  private final Arm.Ours arm;
  private final Progress progress;
  private int done;

  /**
   * What is asked for.
   *
   * @param workloads what is requested, one after the other, each of a fresh server
   * @param maxRequests the server's limit of requests answered at once
   * @param adaptive whether that limit adapts
   * @param connections over which requests are spread: more than the limit
   * @param factors of the capacity that are offered
   * @param millis for which each is offered
   */
  public record Asked(
      List<Workload> workloads,
      int maxRequests,
      boolean adaptive,
      int connections,
      List<Double> factors,
      long millis) {
    /** Copies. */
    public Asked {
      workloads = List.copyOf(workloads);
      factors = List.copyOf(factors);
    }
  }

  /**
   * What came of one offered load.
   *
   * @param factor of the capacity; 1 and a closed loop where the capacity was measured
   * @param offered requests a second
   * @param rssBytes resident memory at its end
   */
  record Step(double factor, double offered, LoadResult result, long rssBytes) {}

  private Overload(Asked asked, Servers servers, Arm.Ours arm, Progress progress) {
    this.asked = asked;
    this.servers = servers;
    this.arm = arm;
    this.progress = progress;
  }

  /**
   * Does it with one arm.
   *
   * @throws LoadFailedException if there was no load
   */
  public static List<Fact> run(Asked asked, Servers servers, Arm.Ours arm, Progress progress)
      throws IOException, InterruptedException, LoadFailedException {
    return new Overload(asked, servers, arm, progress).run();
  }

  private List<Fact> run() throws IOException, InterruptedException, LoadFailedException {
    var facts = new ArrayList<Fact>();
    try (var generator =
        LoadGenerator.start(
            servers.processors().load(),
            servers.log(arm.name() + "-generator"),
            servers.children())) {
      for (Workload workload : asked.workloads) {
        facts.addAll(run(workload, generator));
      }
    }
    return facts;
  }

  private List<Fact> run(Workload workload, LoadGenerator generator)
      throws IOException, InterruptedException, LoadFailedException {
    progress.step(workload.name() + ": starts", left());
    List<String> flags =
        List.of(
            "--max-requests=" + asked.maxRequests,
            "--admission=" + (asked.adaptive ? "adaptive" : "fixed"));
    try (ArmProcess server = servers.start(arm, arm.name() + "-" + workload.name(), flags)) {
      Readiness.await(server);
      Expectation right =
          Probe.learn(server.base(), workload.method(), workload.target(), workload.body());
      var plans = new Plans(server, workload, right);
      for (int i = 0; i < WARM_UPS; i++) {
        var _ = generator.run(plans.closed(atCapacity(), WARM_UP), Watch.NOTHING);
      }
      LoadResult before = generator.run(plans.open(LOOK_PER_SECOND, 64, LOOK), Watch.NOTHING);
      var steps = new ArrayList<Step>();
      Duration time = Duration.ofMillis(asked.millis);
      progress.step(workload.name() + ": capacity", left());
      LoadResult most = generator.run(plans.closed(atCapacity(), time), Watch.NOTHING);
      double capacity = perSecond(most.right(), most);
      steps.add(new Step(0, capacity, most, rss(server)));
      for (double factor : asked.factors) {
        done++;
        progress.step("%s: %s × capacity".formatted(workload.name(), factor), left());
        double offered = Math.max(1, factor * capacity);
        LoadResult result =
            generator.run(plans.open(offered, asked.connections, time), Watch.NOTHING);
        steps.add(new Step(factor, offered, result, rss(server)));
      }
      Duration recovered = recovered(generator, plans, before);
      return OverloadFacts.of(workload.name(), asked, steps, recovered, server.isAlive());
    }
  }

  /** As many at once as the server answers, and no more; of what needs no time a few will do. */
  private int atCapacity() {
    return Math.min(asked.maxRequests, asked.connections);
  }

  /** Until the first of such looks at which everything is right and as quick as before. */
  private Duration recovered(LoadGenerator generator, Plans plans, LoadResult before)
      throws LoadFailedException, InterruptedException {
    long endNanos = System.nanoTime();
    long mostNanos = OverloadFacts.asBeforeNanos(before);
    while (System.nanoTime() - endNanos < PATIENCE.toNanos()) {
      LoadResult now = generator.run(plans.open(LOOK_PER_SECOND, 64, LOOK), Watch.NOTHING);
      long p99 = LoadResult.histogram(now.service()).getValueAtPercentile(99);
      if (now.failed() == 0 && p99 <= mostNanos) {
        break;
      }
    }
    return Duration.ofNanos(System.nanoTime() - endNanos);
  }

  static double perSecond(long count, LoadResult of) {
    return count * 1e9 / of.windowNanos();
  }

  private static long rss(ArmProcess server) {
    try {
      return Footprint.of(server.pid()).rssBytes();
    } catch (ProcessGoneException _) {
      return 0; // said by a row of its own
    }
  }

  private Duration left() {
    int steps = asked.workloads.size() * asked.factors.size() - done;
    return Duration.ofMillis(steps * (asked.millis + 1500))
        .plus(WARM_UP.multipliedBy((long) WARM_UPS * asked.workloads.size()));
  }

  /** The loads on one server. */
  private record Plans(ArmProcess server, Workload workload, Expectation right) {
    LoadPlan open(double perSecond, int connections, Duration window) {
      return plan(LoadPlan.Pace.CONSTANT, connections, perSecond, window);
    }

    LoadPlan closed(int connections, Duration window) {
      return plan(LoadPlan.Pace.CLOSED, connections, 0, window);
    }

    private LoadPlan plan(LoadPlan.Pace pace, int connections, double perSecond, Duration window) {
      return new LoadPlan(
          LoadPlan.host(server.base()),
          server.base().getPort(),
          workload.method(),
          workload.target(),
          workload.body(),
          right,
          pace,
          connections,
          true,
          perSecond,
          LEAD_IN.toNanos(),
          window.toNanos(),
          0,
          TIMEOUT.toNanos(),
          0,
          1);
    }
  }
}
