package duet.lab.process;

import duet.lab.load.LoadPlan;
import duet.lab.load.LoadResult;
import duet.lab.plan.Arm;
import duet.lab.plan.Processors;
import duet.lab.sample.CpuSample;
import duet.lab.sample.CpuUsage;
import duet.lab.sample.Figure;
import duet.lab.sample.ProcessGoneException;
import duet.lab.sample.ProcessWatch;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Bursts of load with rests between them, until the server's CPU time for each request no longer
 * falls: first as many requests as it can take, which is what its JIT compilers learn from; then as
 * many on few connections, which takes the paths of a server that is often idle; then the load that
 * is to be measured, as it is to be measured: two servers that take turns have these bursts in
 * turns too, or the one that was warmed up first would compile anew what it does after a long rest.
 * A rest lasts until the server is idle: the compilers get little of a processor while there is
 * load (quarkusio/spring-quarkus-perf-comparison #681), and what they have not done by then they
 * would do in the measured window. For the same reason the first bursts have the load's processors
 * too; a JVM counts its processors when it starts, pinned already.
 *
 * @param burst how long there is load at a time
 * @param longestRest after each burst
 * @param least bursts of a closed loop
 * @param most likewise
 * @param few bursts of one on few connections
 * @param last bursts of the load that is to be measured, at least
 * @param mostLast likewise, at most: as long as the compilers still work
 */
record WarmUp(
    Duration burst, Duration longestRest, int least, int most, int few, int last, int mostLast) {
  /** For trials that are published. */
  static final WarmUp WHOLE =
      new WarmUp(Duration.ofSeconds(1), Duration.ofSeconds(5), 4, 8, 2, 2, 8);

  /** For a quick answer: what comes before the window has to do for the load to be measured. */
  static final WarmUp QUICK =
      new WarmUp(Duration.ofMillis(500), Duration.ofSeconds(2), 2, 2, 2, 2, 4);

  /** They still fall if the latest are cheaper than all before by more than this share. */
  static final double STEADY = 0.05;

  /** Share of a burst's CPU time beyond which the compilers still work. */
  private static final double COMPILING = 0.02;

  /** Of the bursts that shall find the server idle between requests. */
  private static final int FEW_CONNECTIONS = 2;

  private static final int LATEST = 2;
  private static final Duration LOOK = Duration.ofMillis(100);

  /** Of a processor; its clock moves in steps of some milliseconds. */
  private static final double IDLE = 0.08;

  /**
   * How it went.
   *
   * @param micros CPU microseconds for each request, burst by burst
   * @param steady whether those of the closed loop no longer fell
   * @param responseNanos mean response time to the load that is to be measured
   */
  record Course(List<Double> micros, boolean steady, double responseNanos) {
    Course {
      micros = List.copyOf(micros);
    }
  }

  /**
   * Warms a server up, but for the load that is to be measured, of which it has a single burst.
   *
   * @param plan the load that is to come; bursts are a closed loop of it, which brings more
   *     requests in the same time
   */
  Course run(
      LoadGenerator generator,
      LoadPlan plan,
      ProcessWatch watch,
      ArmProcess arm,
      Processors processors)
      throws LoadFailedException, ProcessGoneException, IOException, InterruptedException {
    boolean pinned = processors.pinned() && arm.arm() instanceof Arm.Ours;
    var bursts = new ArrayList<Burst>();
    if (pinned) {
      Pinning.pin(arm.pid(), processors.all());
    }
    while (bursts.size() < least || (bursts.size() < most && !steady(micros(bursts)))) {
      bursts.add(burst(generator, closed(plan, plan.connections()), watch, arm));
    }
    boolean steady = steady(micros(bursts));
    for (int i = 0; i < few; i++) {
      bursts.add(burst(generator, closed(plan, FEW_CONNECTIONS), watch, arm));
    }
    if (pinned) {
      Pinning.pin(arm.pid(), processors.server());
    }
    bursts.add(burst(generator, open(plan), watch, arm));
    return new Course(micros(bursts), steady, bursts.getLast().responseNanos());
  }

  /**
   * Bursts of the load that is to be measured.
   *
   * @return CPU microseconds for each request, burst by burst
   */
  List<Double> settle(LoadGenerator generator, LoadPlan plan, ProcessWatch watch, ArmProcess arm)
      throws LoadFailedException, ProcessGoneException, InterruptedException {
    var bursts = new ArrayList<Burst>();
    while (bursts.size() < last || (bursts.size() < mostLast && bursts.getLast().compiling())) {
      bursts.add(burst(generator, open(plan), watch, arm));
    }
    return micros(bursts);
  }

  /** The same of two servers in turns; both lists are as long. */
  List<List<Double>> settleInTurns(
      LoadGenerator generator, Side first, Side second, double responseNanos)
      throws LoadFailedException, ProcessGoneException, InterruptedException {
    List<Side> sides = List.of(first, second);
    List<List<Double>> micros = List.of(new ArrayList<>(), new ArrayList<>());
    var compiling = true;
    for (int i = 0; i < last || (i < mostLast && compiling); i++) {
      List<Observation> seen =
          sides.stream().map(side -> Observation.ofCpuInTurns(side.watch())).toList();
      LoadPlan plan = open(first.plan());
      List<LoadResult> results =
          generator.runInTurns(
              Turns.of(plan, responseNanos).withoutLeadIn().of(plan, open(second.plan())),
              List.copyOf(seen));
      compiling = false;
      for (int k = 0; k < sides.size(); k++) {
        Burst burst = looked(results.get(k), seen.get(k), sides.get(k).watch(), sides.get(k).arm());
        micros.get(k).add(burst.cpuMicros());
        compiling |= burst.compiling();
      }
    }
    return micros;
  }

  /** One of two servers that take turns. */
  record Side(LoadPlan plan, ProcessWatch watch, ArmProcess arm) {}

  private static List<Double> micros(List<Burst> bursts) {
    return bursts.stream().map(Burst::cpuMicros).toList();
  }

  /** CPU microseconds for each request, what of them the compilers took, and the mean response. */
  private record Burst(double cpuMicros, double compilerMicros, double responseNanos) {
    boolean compiling() {
      return compilerMicros > COMPILING * cpuMicros;
    }
  }

  private Burst burst(LoadGenerator generator, LoadPlan plan, ProcessWatch watch, ArmProcess arm)
      throws LoadFailedException, ProcessGoneException, InterruptedException {
    Observation cpu = Observation.ofCpu(watch);
    return looked(generator.run(plan, cpu), cpu, watch, arm);
  }

  private Burst looked(LoadResult result, Observation cpu, ProcessWatch watch, ArmProcess arm)
      throws LoadFailedException, ProcessGoneException, InterruptedException {
    if (result.answers() == 0) {
      throw new LoadFailedException("no request of the warm-up was answered");
    }
    // What its admin port does when it is asked is warmed up too: the trial asks it near the
    // window.
    var _ = arm.admin().flatMap(Observation::ask);
    rest(watch);
    Map<String, Double> figures = cpu.figures(result).byKey();
    return new Burst(
        figures.getOrDefault(Figure.CPU.key(), 0.0),
        figures.getOrDefault(Figure.CPU_COMPILERS.key(), 0.0),
        LoadResult.histogram(result.response()).getMean());
  }

  private void rest(ProcessWatch watch) throws ProcessGoneException, InterruptedException {
    CpuSample last = watch.cpu();
    for (Duration rested = Duration.ZERO;
        rested.compareTo(longestRest) < 0;
        rested = rested.plus(LOOK)) {
      Thread.sleep(LOOK);
      CpuSample now = watch.cpu();
      if (CpuUsage.between(last, now).processors() < IDLE) {
        return;
      }
      last = now;
    }
  }

  private LoadPlan closed(LoadPlan plan, int connections) {
    return plan.with(LoadPlan.Pace.CLOSED, 0, connections, burst);
  }

  private LoadPlan open(LoadPlan plan) {
    return plan.with(plan.arrivals(), plan.ratePerSecond(), plan.connections(), burst);
  }

  /**
   * By the cheapest bursts: what a machine does to one only makes it dearer, and then the mean of a
   * few does not settle.
   */
  static boolean steady(List<Double> micros) {
    int earlier = micros.size() - LATEST;
    if (earlier < LATEST) {
      return false;
    }
    double before = Collections.min(micros.subList(0, earlier));
    double latest = Collections.min(micros.subList(earlier, micros.size()));
    return latest >= (1 - STEADY) * before;
  }
}
