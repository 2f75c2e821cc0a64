package duet.lab.report;

import duet.lab.load.LoadResult;
import duet.lab.plan.Asked;
import duet.lab.plan.AskedOf;
import duet.lab.plan.Plan;
import duet.lab.plan.PlanException;
import duet.lab.sample.Figure;
import duet.lab.sample.Trial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** A comparison that never was: two arms, a fixed seed, differences that are known. */
final class Invented {
  /** What is asked of two standard arms. */
  static final Asked ASKED = asked("helidon-virtual", 10, "json", "db", "delay-20");

  static final Setting SETTING =
      new Setting(
          "1.0",
          "3f2a9c1 (changed)",
          "25.0.3+9-LTS",
          "Linux 6.18",
          "Invented Processor 9000",
          2,
          8L << 30,
          List.of("server and load share one core with the backend <b>&</b>"),
          List.of("steal 0.1 %: good", "frequency: doubtful, it is not fixed"),
          Map.of("vertx-async", "57 of 57 kept", "helidon-virtual", "57 of 57 kept"),
          List.of("TCP_NODELAY on, both", "backlog 1024, both"),
          Map.of(
              "json", "status 200, 27 bytes, each of them",
              "db", "status 200, every byte but the value of numbers",
              "delay-20", "status 200, 2 bytes, each of them"));

  /** To make them takes longer than to judge them. */
  private static final Map<Asked, List<Trial>> INVENTED = new ConcurrentHashMap<>();

  private static final Map<List<Object>, Findings> JUDGED = new ConcurrentHashMap<>();

  private static final int REQUESTS = 20_000;

  private Invented() {}

  static Asked asked(String second, int trials, String... workloads) {
    return AskedOf.arms("vertx-async", second, List.of(workloads), trials);
  }

  /** The same as fast as it goes, on processors that are shared. */
  static Asked closed(Asked asked) {
    return new Asked(
        asked.arms(),
        asked.workloads(),
        "max",
        false,
        asked.connections(),
        asked.newConnections(),
        asked.trials(),
        asked.durationMillis(),
        asked.precisionPercent(),
        asked.seed(),
        true,
        false,
        "",
        "");
  }

  static Plan plan(Asked asked) {
    try {
      return asked.plan();
    } catch (PlanException e) {
      throw new AssertionError(e);
    }
  }

  static Findings findings(Asked asked, List<Trial> trials) {
    return JUDGED.computeIfAbsent(List.of(asked, trials), _ -> Findings.of(plan(asked), trials));
  }

  /**
   * json: the second arm needs 8 % more, and one trial is void; db: the same; delay-20: nothing can
   * be told. The first {@code count} of those, in their order.
   */
  static List<Trial> trials(Asked asked, int count) {
    List<Trial> all = INVENTED.computeIfAbsent(asked, Invented::invent);
    return all.subList(0, Math.min(count, all.size()));
  }

  private static List<Trial> invent(Asked asked) {
    var trials = new ArrayList<Trial>();
    for (Plan.Slot slot : plan(asked).slots()) {
      boolean second = slot.arm().equals(plan(asked).second());
      boolean bare = second && asked.arms().get(1).contains("pid=");
      String workload = slot.workload().name();
      double factor = second && workload.equals("json") ? 1.08 : 1;
      double spread = workload.equals("delay-20") ? 0.09 : 0.008;
      if (slot.pair() == 2 && second && workload.equals("json")) {
        trials.add(
            trial(
                trials.size() + 1,
                slot,
                2.5,
                spread,
                bare,
                "the load generator stood still for 61 ms"));
      }
      trials.add(trial(trials.size() + 1, slot, factor, spread, bare, null));
    }
    return trials;
  }

  /** The whole of it. */
  static List<Trial> trials(Asked asked) {
    return trials(asked, Integer.MAX_VALUE);
  }

  /** The same in a later run. */
  static Trial again(Trial trial, int run) {
    return new Trial(
        run,
        trial.workload(),
        trial.arm(),
        trial.pair(),
        trial.began(),
        trial.faults(),
        trial.notes(),
        trial.warmUpMicros(),
        trial.turnMicros(),
        trial.figures(),
        trial.load());
  }

  /** The same but for one figure. */
  static Trial with(Trial trial, String key, double value) {
    var figures = new HashMap<>(trial.figures());
    figures.put(key, value);
    return new Trial(
        trial.run(),
        trial.workload(),
        trial.arm(),
        trial.pair(),
        trial.began(),
        trial.faults(),
        trial.notes(),
        trial.warmUpMicros(),
        trial.turnMicros(),
        figures,
        trial.load());
  }

  /** The same, but so many of its requests had another status. */
  static Trial wrong(Trial trial, long wrong) {
    LoadResult load = Objects.requireNonNull(trial.load());
    long right = load.planned() - wrong;
    return new Trial(
        trial.run(),
        trial.workload(),
        trial.arm(),
        trial.pair(),
        trial.began(),
        trial.faults(),
        trial.notes(),
        trial.warmUpMicros(),
        trial.turnMicros(),
        trial.figures(),
        new LoadResult(
            load.openNanos(),
            load.windowNanos(),
            load.turns(),
            load.turnAnswers(),
            load.planned(),
            right,
            right,
            wrong == 0 ? Map.of() : Map.of("status", wrong),
            load.answers(),
            load.receivedBytes(),
            load.response(),
            load.service(),
            load.lag(),
            load.meanUnderWay(),
            load.meanUnderWayByLittle(),
            load.busyShare(),
            load.cpuShare(),
            load.allocatedBytes(),
            load.reconnects(),
            load.refused(),
            load.rightAnswers()));
  }

  private static Trial trial(
      int run, Plan.Slot slot, double factor, double spread, boolean bare, @Nullable String fault) {
    var random = new SplittableRandom(run);
    double cpu = 7.3 * factor * (1 + spread * random.nextGaussian());
    var response = new Histogram(1, 3_600_000_000_000L, 3);
    var service = new Histogram(1, 3_600_000_000_000L, 3);
    var lag = new Histogram(1, 3_600_000_000_000L, 3);
    for (int i = 0; i < REQUESTS; i++) {
      double slow = random.nextInt(100) == 0 ? 6 : 1;
      long nanos = (long) (180_000 * factor * slow * Math.exp(0.35 * random.nextGaussian()));
      response.recordValue(nanos);
      service.recordValue(nanos);
      lag.recordValue((long) (3_000 * Math.exp(0.8 * random.nextGaussian())));
    }
    Map<String, Long> failures = run % 7 == 0 ? Map.of("timeout", 2L, "closed", 1L) : Map.of();
    long right = REQUESTS - failures.values().stream().mapToLong(Long::longValue).sum();
    var load =
        new LoadResult(
            0,
            10_000_000_000L,
            200,
            List.of(),
            REQUESTS,
            right,
            right,
            failures,
            REQUESTS,
            3_400_000,
            LoadResult.encoded(response),
            LoadResult.encoded(service),
            LoadResult.encoded(lag),
            1.1,
            1.08,
            0.31,
            0.99,
            0,
            0,
            "",
            0);
    return new Trial(
        run,
        slot.workload().name(),
        slot.arm().name(),
        slot.pair(),
        String.format(Locale.ROOT, "2026-11-27T21:%02d:07.123Z", run % 60),
        fault == null ? List.of() : List.of(fault),
        run == 9
            ? List.of("the warm-up ended before its CPU time for each request was steady")
            : List.of(),
        List.of(19.2, 11.4, cpu * 1.02, cpu * 1.01),
        List.of(),
        figures(cpu, factor, random, response, bare),
        load);
  }

  private static Map<String, Double> figures(
      double cpu, double factor, SplittableRandom random, Histogram response, boolean bare) {
    var figures = new HashMap<String, Double>();
    put(figures, Figure.CPU, cpu);
    put(figures, Figure.CPU_USER, cpu * 0.7);
    put(figures, Figure.CPU_SYSTEM, cpu * 0.3);
    put(figures, Figure.SWITCHES, 0.8 * factor + 0.01 * random.nextGaussian());
    put(figures, Figure.P50, response.getValueAtPercentile(50) / 1e6);
    put(figures, Figure.P90, response.getValueAtPercentile(90) / 1e6);
    put(figures, Figure.P99, response.getValueAtPercentile(99) / 1e6);
    put(figures, Figure.P999, response.getValueAtPercentile(99.9) / 1e6);
    put(figures, Figure.P9999, response.getValueAtPercentile(99.99) / 1e6);
    put(figures, Figure.MAX, response.getMaxValue() / 1e6);
    put(figures, Figure.SERVICE_P50, response.getValueAtPercentile(50) / 1e6);
    put(figures, Figure.SERVICE_P99, response.getValueAtPercentile(99) / 1e6);
    put(figures, Figure.RSS, 205 / factor + 3 * random.nextGaussian());
    put(figures, Figure.PSS, 201 / factor + 3 * random.nextGaussian());
    put(figures, Figure.PEAK_RSS, 212 / factor + 3 * random.nextGaussian());
    put(figures, Figure.THREADS, 31);
    put(figures, Figure.ACHIEVED, 5000 + 0.2 * random.nextGaussian());
    put(figures, Figure.GOODPUT, 5000 + 0.2 * random.nextGaussian());
    if (!bare) {
      put(figures, Figure.ALLOCATED, 2900 * factor * factor + 9 * random.nextGaussian());
      put(figures, Figure.HEAP, 61 + random.nextGaussian());
      put(figures, Figure.GC_PAUSE, 0.4);
    }
    return figures;
  }

  private static void put(Map<String, Double> figures, Figure figure, double value) {
    figures.put(figure.key(), value);
  }
}
