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
import java.util.List;
import java.util.Map;

/**
 * Bursts of load with rests between them, until the server's CPU time for each request no longer
 * falls: first as many requests as it can take, which is what its JIT compilers learn from; then as
 * many on few connections, which takes the paths of a server that is often idle; then the load that
 * is to be measured. A rest lasts until the server is idle: the compilers get little of a processor
 * while there is load (quarkusio/spring-quarkus-perf-comparison #681), and what they have not done
 * by then they would do in the measured window. For the same reason the first bursts have the
 * load's processors too; a JVM counts its processors when it starts, pinned already.
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
      new WarmUp(Duration.ofSeconds(1), Duration.ofSeconds(5), 4, 8, 2, 2, 6);

  /** For a quick answer: what comes before the window has to do for the load to be measured. */
  static final WarmUp QUICK =
      new WarmUp(Duration.ofMillis(500), Duration.ofSeconds(2), 2, 2, 2, 2, 4);

  /** The last bursts are steady within this share of their mean. */
  static final double STEADY = 0.05;

  /** Share of a burst's CPU time beyond which the compilers still work. */
  private static final double COMPILING = 0.05;

  /** Of the bursts that shall find the server idle between requests. */
  private static final int FEW_CONNECTIONS = 2;

  private static final int LOOKED_AT = 3;
  private static final Duration LOOK = Duration.ofMillis(100);

  /** Of a processor; its clock moves in steps of some milliseconds. */
  private static final double IDLE = 0.08;

  /**
   * How it went.
   *
   * @param micros CPU microseconds for each request, burst by burst
   * @param steady whether those of the closed loop no longer fell
   * @param responseNanos mean response time of the last burst
   */
  record Course(List<Double> micros, boolean steady, double responseNanos) {
    Course {
      micros = List.copyOf(micros);
    }
  }

  /**
   * Warms a server up.
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
    for (int i = 0; i < last || (i < mostLast && bursts.getLast().compiling()); i++) {
      bursts.add(burst(generator, open(plan), watch, arm));
    }
    return new Course(micros(bursts), steady, bursts.getLast().responseNanos());
  }

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
    LoadResult result = generator.run(plan, cpu);
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

  static boolean steady(List<Double> micros) {
    if (micros.size() < LOOKED_AT) {
      return false;
    }
    List<Double> last = micros.subList(micros.size() - LOOKED_AT, micros.size());
    double mean = last.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    return last.stream().allMatch(each -> Math.abs(each - mean) <= STEADY * mean);
  }
}
