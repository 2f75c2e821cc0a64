package duet.lab.stress;

import duet.lab.load.Expectation;
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
import duet.lab.stress.OverloadSeen.Load;
import duet.lab.stress.OverloadSeen.Step;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * More requests than a server can answer: what it brings at its capacity and beyond, what becomes
 * of the rest, and how soon it is as before. One thread.
 */
public final class Overload {
  private static final Duration WARM_UP = Duration.ofSeconds(2);

  /** Of what is answered, then of what is refused: both are a server's work. */
  private static final int WARM_UPS = 3;

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
   * @param databaseConnections of the server: so few that they are what is short, since a load that
   *     shares processors with the database would take from it what is measured
   * @param maxRequests the server's limit of requests answered at once
   * @param adaptive whether that limit adapts
   * @param connections over which requests are spread: more than the limit
   * @param factors of the capacity that are offered
   * @param millis for which each is offered
   * @param rounds of all of them, every second one in reverse order
   */
  public record Asked(
      List<Workload> workloads,
      int databaseConnections,
      int maxRequests,
      boolean adaptive,
      int connections,
      List<Double> factors,
      long millis,
      int rounds) {
    /** Copies. */
    public Asked {
      workloads = List.copyOf(workloads);
      factors = List.copyOf(factors);
    }
  }

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
            "--database-connections=" + asked.databaseConnections,
            "--max-requests=" + asked.maxRequests,
            "--admission=" + (asked.adaptive ? "adaptive" : "fixed"));
    try (ArmProcess server = servers.start(arm, arm.name() + "-" + workload.name(), flags)) {
      Readiness.await(server);
      Expectation right =
          Probe.learn(server.base(), workload.method(), workload.target(), workload.body());
      var plans = new OverloadPlans(server, workload, right, LEAD_IN, TIMEOUT);
      warmUp(generator, plans);
      LoadResult before = generator.run(plans.open(LOOK_PER_SECOND, 64, LOOK), Watch.NOTHING);
      long idleRssBytes = rss(server);
      var steps = new ArrayList<Step>();
      steps.add(new Step(0));
      asked.factors.forEach(factor -> steps.add(new Step(factor)));
      double capacity = 0;
      for (int round = 0; round < asked.rounds; round++) {
        capacity = offer(steps.getFirst(), 0, generator, plans);
        List<Step> offers = steps.subList(1, steps.size());
        for (Step step : round % 2 == 0 ? offers : offers.reversed()) {
          var _ = offer(step, capacity, generator, plans);
        }
      }
      // Every second round ends with the least of the loads, of which there is nothing to recover.
      var _ = offer(new Step(mostFactor()), capacity, generator, plans);
      Duration recovered = recovered(generator, plans, before);
      return OverloadFacts.of(
          workload.name(),
          Math.min(asked.maxRequests, asked.connections),
          new OverloadSeen(
              steps, idleRssBytes, servers.maxHeapBytes(arm), recovered, server.isAlive()));
    }
  }

  private void warmUp(LoadGenerator generator, OverloadPlans plans)
      throws LoadFailedException, InterruptedException {
    LoadResult last = generator.run(plans.closed(atCapacity(), WARM_UP), Watch.NOTHING);
    for (int i = 1; i < WARM_UPS; i++) {
      last = generator.run(plans.closed(atCapacity(), WARM_UP), Watch.NOTHING);
    }
    double offered = Math.max(1, mostFactor() * perSecond(last.rightAnswers(), last));
    for (int i = 0; i < WARM_UPS; i++) {
      var _ = generator.run(plans.open(offered, asked.connections, WARM_UP), Watch.NOTHING);
    }
  }

  private double mostFactor() {
    return asked.factors.stream().mapToDouble(Double::doubleValue).max().orElse(1);
  }

  /** Right answers a second that came of it. */
  private double offer(Step step, double capacity, LoadGenerator generator, OverloadPlans plans)
      throws LoadFailedException, InterruptedException {
    Duration time = Duration.ofMillis(asked.millis);
    String name = plans.workload().name();
    progress.step(
        step.factor() == 0
            ? name + ": capacity"
            : String.format(Locale.ROOT, "%s: %s × capacity", name, step.factor()),
        left());
    double offered = Math.max(1, step.factor() * capacity);
    LoadResult result =
        generator.run(
            step.factor() == 0
                ? plans.closed(atCapacity(), time)
                : plans.open(offered, asked.connections, time),
            Watch.NOTHING);
    done++;
    double brought = perSecond(result.rightAnswers(), result);
    step.loads().add(new Load(step.factor() == 0 ? brought : offered, result, rss(plans.server())));
    return brought;
  }

  /** As many at once as the server answers, and no more; of what needs no time a few will do. */
  private int atCapacity() {
    return Math.min(asked.maxRequests, asked.connections);
  }

  /** Until the first of such looks at which everything is right and as quick as before. */
  private Duration recovered(LoadGenerator generator, OverloadPlans plans, LoadResult before)
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
    int ofOne = asked.rounds * (asked.factors.size() + 1) + 1;
    int left = asked.workloads.size() * ofOne - done;
    long toWarm = Math.ceilDiv(left, ofOne) * 2L * WARM_UPS;
    return Duration.ofMillis(left * (asked.millis + LEAD_IN.toMillis()))
        .plus(WARM_UP.plus(LEAD_IN).multipliedBy(toWarm));
  }
}
