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
import java.util.Optional;

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

  private static final Duration LOOK_BEFORE = Duration.ofSeconds(3);
  private static final Duration LOOK_LEAD_IN = Duration.ofMillis(100);

  private static final int LOOK_PER_SECOND = 200;

  /** Those of the load are closed when it is over. */
  private static final int NO_CONNECTIONS = 0;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** The kernel closes the sockets of a process before it tells how it ended. */
  private static final Duration ENDS = Duration.ofSeconds(2);

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
          Probe.learnServed(server.base(), workload.method(), workload.target(), workload.body());
      var plans = new OverloadPlans(server, workload, right, LEAD_IN, TIMEOUT);
      warmUp(generator, plans);
      var looks = new OverloadPlans(server, workload, right, LOOK_LEAD_IN, TIMEOUT);
      LoadResult before = look(generator, looks, LOOK_BEFORE);
      Footprint.resetPeak(server.pid());
      long idleRssBytes = mostRss(server);
      Held held = Held.settled(server, NO_CONNECTIONS, PATIENCE);
      var steps = new ArrayList<Step>();
      steps.add(new Step(0));
      asked.factors.forEach(factor -> steps.add(new Step(factor)));
      double capacity = 0;
      for (int round = 0; round < asked.rounds; round++) {
        capacity = goodput(offer(steps.getFirst(), 0, generator, plans));
        List<Step> offers = steps.subList(1, steps.size());
        for (Step step : round % 2 == 0 ? offers : offers.reversed()) {
          var _ = offer(step, capacity, generator, plans);
        }
      }
      // An open load goes on for a while with what it could not send in time; this one ends at
      // once.
      progress.step(workload.name() + ": all at once", left());
      LoadResult last =
          generator.run(
              plans.closed(asked.connections, Duration.ofMillis(asked.millis)), Watch.NOTHING);
      done++;
      Duration recovered = recovered(generator, looks, before, last);
      return OverloadFacts.of(
          workload.name(),
          Math.min(asked.maxRequests, asked.connections),
          new OverloadSeen(
              steps,
              idleRssBytes,
              held,
              after(server),
              servers.maxHeapBytes(arm),
              last,
              recovered));
    }
  }

  private static Optional<Held> after(ArmProcess server) throws IOException, InterruptedException {
    try {
      return server.isAlive()
          ? Optional.of(Held.settled(server, NO_CONNECTIONS, PATIENCE))
          : Optional.empty();
    } catch (IOException e) {
      if (server.awaitExit(ENDS).isEmpty()) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private void warmUp(LoadGenerator generator, OverloadPlans plans)
      throws LoadFailedException, InterruptedException {
    LoadResult last = generator.run(plans.closed(atCapacity(), WARM_UP), Watch.NOTHING);
    for (int i = 1; i < WARM_UPS; i++) {
      last = generator.run(plans.closed(atCapacity(), WARM_UP), Watch.NOTHING);
    }
    double offered = Math.max(1, mostFactor() * goodput(last));
    for (int i = 0; i < WARM_UPS; i++) {
      var _ = generator.run(plans.overload(offered, asked.connections, WARM_UP), Watch.NOTHING);
    }
  }

  private double mostFactor() {
    return asked.factors.stream().mapToDouble(Double::doubleValue).max().orElse(1);
  }

  private LoadResult offer(Step step, double capacity, LoadGenerator generator, OverloadPlans plans)
      throws LoadFailedException, InterruptedException {
    Duration time = Duration.ofMillis(asked.millis);
    String name = plans.workload().name();
    progress.step(
        step.factor() == 0
            ? name + ": capacity"
            : String.format(Locale.ROOT, "%s: %s × capacity", name, step.factor()),
        left());
    double offered = Math.max(1, step.factor() * capacity);
    Footprint.resetPeak(plans.server().pid());
    var cpu = new ServerCpu(plans.server().pid());
    LoadResult result =
        generator.run(
            step.factor() == 0
                ? plans.closed(atCapacity(), time)
                : plans.overload(offered, asked.connections, time),
            cpu);
    done++;
    step.loads()
        .add(
            new Load(
                step.factor() == 0 ? goodput(result) : offered,
                result,
                cpu.processors(),
                mostRss(plans.server())));
    return result;
  }

  private static double goodput(LoadResult result) {
    return perSecond(result.rightAnswers(), result);
  }

  /** As many at once as the server answers, and no more; of what needs no time a few will do. */
  private int atCapacity() {
    return Math.min(asked.maxRequests, asked.connections);
  }

  /** From when nothing more was sent until the first look at which all is right and as quick. */
  private static Duration recovered(
      LoadGenerator generator, OverloadPlans looks, LoadResult before, LoadResult last)
      throws LoadFailedException, InterruptedException {
    long endNanos = last.openNanos() + last.windowNanos();
    long mostNanos = OverloadFacts.asBeforeNanos(before);
    LoadResult now = look(generator, looks, LOOK);
    while (!isAsBefore(now, mostNanos) && now.openNanos() - endNanos < PATIENCE.toNanos()) {
      now = look(generator, looks, LOOK);
    }
    return Duration.ofNanos(now.openNanos() - endNanos);
  }

  private static boolean isAsBefore(LoadResult now, long mostNanos) {
    return now.failed() == 0
        && LoadResult.histogram(now.service()).getValueAtPercentile(99) <= mostNanos;
  }

  private static LoadResult look(LoadGenerator generator, OverloadPlans looks, Duration time)
      throws LoadFailedException, InterruptedException {
    return generator.run(looks.open(LOOK_PER_SECOND, 64, time), Watch.NOTHING);
  }

  static double perSecond(long count, LoadResult of) {
    return count * 1e9 / of.windowNanos();
  }

  private static long mostRss(ArmProcess server) {
    try {
      return Footprint.of(server.pid()).peakRssBytes();
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
