package duet.lab.process;

import duet.lab.load.LoadPlan;
import duet.lab.load.LoadResult;
import duet.lab.plan.Arm;
import duet.lab.plan.Processors;
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
 * too; the JVM is told how many it will have.
 *
 * @param burst how long there is load at a time
 * @param longestRest after each burst
 * @param least bursts of a closed loop
 * @param most likewise
 * @param few bursts of one on few connections
 * @param last bursts of the load that is to be measured, at least
 * @param mostLast likewise, at most: as long as the compilers still work
 * @param compiling share of a burst's CPU time beyond which they do
 */
record WarmUp(
    Duration burst,
    Duration longestRest,
    int least,
    int most,
    int few,
    int last,
    int mostLast,
    double compiling) {
  /** For trials that are published. */
  static final WarmUp WHOLE =
      new WarmUp(Duration.ofMillis(700), Duration.ofSeconds(5), 4, 8, 2, 2, 8, 0.02);

  /** For a quick answer: what comes before the window has to do for the load to be measured. */
  static final WarmUp QUICK =
      new WarmUp(Duration.ofMillis(500), Duration.ofSeconds(2), 3, 3, 1, 2, 4, 0.1);

  /** They still fall if the latest are cheaper than all before by more than this share. */
  static final double STEADY = 0.05;

  /** Share of the connections that are under way on average where more of them would be used. */
  private static final double SATURATED = 0.8;

  /** Their clock moves in steps of 10 ms: a single one may be of a burst or of the rest before. */
  private static final double ONE_STEP_MICROS = 15_000;

  /** Of the bursts that shall find the server idle between requests. */
  private static final int FEW_CONNECTIONS = 2;

  private static final int LATEST = 2;

  /** The same with bursts of this length. */
  WarmUp withBursts(Duration otherBurst) {
    return new WarmUp(otherBurst, longestRest, least, most, few, last, mostLast, compiling);
  }

  /** For servers that have been measured already: their window was as good as many bursts. */
  WarmUp onceMore() {
    return new WarmUp(burst, longestRest, least, most, few, 1, 1, compiling);
  }

  /**
   * How it went.
   *
   * @param micros CPU microseconds for each request, burst by burst
   * @param steady whether those of the closed loop no longer fell
   * @param responseNanos median response time to the load that is to be measured
   * @param saturated whether an open loop had nearly all connections under way, so that it is the
   *     server or their number that sets the pace
   */
  record Course(List<Double> micros, boolean steady, double responseNanos, boolean saturated) {
    Course {
      micros = List.copyOf(micros);
    }
  }

  /**
   * A server that is warmed up.
   *
   * @param plan the load that is to come; the first bursts are a closed loop of it, which brings
   *     more requests in the same time
   */
  record Side(LoadPlan plan, ProcessWatch watch, ArmProcess arm) {}

  /**
   * Warms servers up, but for the load that is to be measured, of which each has a single burst.
   * While one of two has its burst, the other's compilers work.
   *
   * @return how it went with each
   */
  List<Course> run(LoadGenerator generator, List<Side> sides, Processors processors)
      throws LoadFailedException, ProcessGoneException, IOException, InterruptedException {
    List<List<Burst>> bursts = sides.stream().<List<Burst>>map(_ -> new ArrayList<>()).toList();
    pin(sides, processors.pinned() ? processors.all() : "");
    for (int i = 0; i < most; i++) {
      for (int k = 0; k < sides.size(); k++) {
        Side side = sides.get(k);
        if (i < least || !steady(micros(bursts.get(k)))) {
          LoadPlan closed = closed(side.plan(), side.plan().connections());
          bursts.get(k).add(burst(generator, closed, side));
        }
      }
    }
    List<Boolean> steady = bursts.stream().map(each -> steady(micros(each))).toList();
    for (int i = 0; i < few; i++) {
      for (int k = 0; k < sides.size(); k++) {
        Side side = sides.get(k);
        bursts.get(k).add(burst(generator, closed(side.plan(), FEW_CONNECTIONS), side));
      }
    }
    rest(generator, sides);
    pin(sides, processors.server());
    for (int k = 0; k < sides.size(); k++) {
      bursts.get(k).add(burst(generator, open(sides.get(k).plan()), sides.get(k)));
    }
    var courses = new ArrayList<Course>();
    for (int k = 0; k < sides.size(); k++) {
      List<Burst> all = bursts.get(k);
      Burst latest = all.getLast();
      courses.add(
          new Course(
              micros(all),
              steady.get(k),
              latest.responseNanos(),
              isSaturated(sides.get(k).plan(), latest)));
    }
    return courses;
  }

  /** In a closed loop all connections are under way by its nature. */
  private static boolean isSaturated(LoadPlan plan, Burst burst) {
    return plan.arrivals() != LoadPlan.Pace.CLOSED
        && burst.underWay() > SATURATED * plan.connections();
  }

  private static void pin(List<Side> sides, String processors)
      throws IOException, InterruptedException {
    for (Side side : sides) {
      if (side.arm().arm() instanceof Arm.Ours) {
        Pinning.pin(side.arm().pid(), processors);
      }
    }
  }

  /**
   * Bursts of the load that is to be measured; of two servers in turns.
   *
   * @param responseNanos median response time of the slower one
   * @return CPU microseconds for each request of each server, burst by burst
   */
  List<List<Double>> settle(LoadGenerator generator, List<Side> sides, double responseNanos)
      throws LoadFailedException, ProcessGoneException, InterruptedException {
    List<List<Double>> micros = sides.stream().<List<Double>>map(_ -> new ArrayList<>()).toList();
    var stillCompiling = true;
    for (int i = 0; i < last || (i < mostLast && stillCompiling); i++) {
      rest(generator, sides);
      List<Burst> bursts =
          sides.size() == 1
              ? List.of(burst(generator, open(sides.getFirst().plan()), sides.getFirst()))
              : burstInTurns(generator, sides.getFirst(), sides.getLast(), responseNanos);
      for (int k = 0; k < sides.size(); k++) {
        micros.get(k).add(bursts.get(k).cpuMicros());
      }
      stillCompiling = bursts.stream().anyMatch(burst -> burst.compiling(compiling));
    }
    rest(generator, sides);
    return micros;
  }

  private List<Burst> burstInTurns(
      LoadGenerator generator, Side first, Side second, double responseNanos)
      throws LoadFailedException, ProcessGoneException {
    Observation firstCpu = Observation.ofCpuInTurns(first.watch());
    Observation secondCpu = Observation.ofCpuInTurns(second.watch());
    LoadPlan plan = open(first.plan());
    List<LoadResult> results =
        generator.runInTurns(
            Turns.of(plan, responseNanos).withoutLeadIn().of(plan, open(second.plan())),
            List.of(firstCpu, secondCpu));
    return List.of(
        looked(results.getFirst(), firstCpu, first), looked(results.getLast(), secondCpu, second));
  }

  private static List<Double> micros(List<Burst> bursts) {
    return bursts.stream().map(Burst::cpuMicros).toList();
  }

  /**
   * CPU microseconds for each request, what of them the compilers took, of how many requests, the
   * median response, and requests under way on average.
   */
  private record Burst(
      double cpuMicros,
      double compilerMicros,
      long answers,
      double responseNanos,
      double underWay) {
    boolean compiling(double share) {
      return compilerMicros > share * cpuMicros && compilerMicros * answers > ONE_STEP_MICROS;
    }
  }

  private Burst burst(LoadGenerator generator, LoadPlan plan, Side side)
      throws LoadFailedException, ProcessGoneException, InterruptedException {
    rest(generator, List.of(side));
    Observation cpu = Observation.ofCpu(side.watch());
    return looked(generator.run(plan, cpu), cpu, side);
  }

  private static Burst looked(LoadResult result, Observation cpu, Side side)
      throws LoadFailedException, ProcessGoneException {
    if (result.answers() == 0) {
      throw new LoadFailedException("no request of the warm-up was answered");
    }
    // What its admin port does when it is asked is warmed up too: the trial asks it near the
    // window.
    var _ = side.arm().admin().flatMap(Observation::ask);
    Map<String, Double> figures = cpu.figures(result).byKey();
    return new Burst(
        figures.getOrDefault(Figure.CPU.key(), 0.0),
        figures.getOrDefault(Figure.CPU_COMPILERS.key(), 0.0),
        result.answers(),
        LoadResult.histogram(result.response()).getValueAtPercentile(50),
        result.meanUnderWay());
  }

  /** The generator's compilers share its processor with it. */
  private void rest(LoadGenerator generator, List<Side> sides)
      throws ProcessGoneException, LoadFailedException, InterruptedException {
    var clocks = new ArrayList<Rest.Clock>(List.of(generator::cpu));
    sides.forEach(side -> clocks.add(side.watch()::cpu));
    Rest.until(clocks, longestRest);
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
