package duet.lab.process;

import duet.lab.load.LoadPlan;
import duet.lab.load.LoadResult;
import duet.lab.sample.Figure;
import duet.lab.sample.Figures;
import duet.lab.sample.ProcessGoneException;
import duet.lab.sample.ProcessWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Bursts of load with rests between them, until the server's CPU time for each request no longer
 * falls. The rests are for the JIT compilers, which have the server's own processor and little of
 * it while there is load (quarkusio/spring-quarkus-perf-comparison #681).
 *
 * @param burst how long there is load at a time
 * @param rest after each burst
 * @param least bursts
 * @param most bursts
 */
record WarmUp(Duration burst, Duration rest, int least, int most) {
  /** Three bursts within this share of their mean are steady. */
  static final double STEADY = 0.05;

  private static final int LOOKED_AT = 3;

  /** For trials that are published. */
  static final WarmUp WHOLE = new WarmUp(Duration.ofMillis(1200), Duration.ofMillis(600), 4, 10);

  /** For a quick answer. */
  static final WarmUp QUICK = new WarmUp(Duration.ofMillis(900), Duration.ofMillis(350), 3, 5);

  /** CPU microseconds for each request, burst by burst. */
  record Course(List<Double> micros) {
    boolean steady() {
      return WarmUp.steady(micros);
    }
  }

  /**
   * Warms a server up.
   *
   * @param plan the load that is to come; bursts are a closed loop of it, which brings more
   *     requests in the same time
   */
  Course run(LoadGenerator generator, LoadPlan plan, ProcessWatch watch)
      throws LoadFailedException, ProcessGoneException, InterruptedException {
    var micros = new ArrayList<Double>();
    while (micros.size() < least || (micros.size() < most && !steady(micros))) {
      Observation cpu = Observation.ofCpu(watch);
      LoadResult result = generator.run(burst(plan), cpu);
      if (result.answers() == 0) {
        throw new LoadFailedException("no request of the warm-up was answered");
      }
      micros.add(Figures.of(result, cpu.cpu()).byKey().getOrDefault(Figure.CPU.key(), 0.0));
      Thread.sleep(rest);
    }
    return new Course(micros);
  }

  private LoadPlan burst(LoadPlan plan) {
    return new LoadPlan(
        plan.host(),
        plan.port(),
        plan.method(),
        plan.target(),
        plan.body(),
        plan.expected(),
        LoadPlan.Pace.CLOSED,
        plan.connections(),
        plan.keepAlive(),
        0,
        0,
        burst.toNanos(),
        0,
        plan.timeoutNanos(),
        0,
        plan.seed());
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
