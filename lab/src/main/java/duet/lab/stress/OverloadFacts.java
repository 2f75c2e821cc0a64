package duet.lab.stress;

import duet.lab.load.Failure;
import duet.lab.load.LoadResult;
import duet.lab.stress.OverloadSeen.Load;
import duet.lab.stress.OverloadSeen.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;

/**
 * What an overload must look like (issue: goodput, refusals at once, bounds, recovery). Of several
 * rounds it is the median that must hold; the worst stands beside it.
 */
final class OverloadFacts {
  private static final double LEAST_OF_PEAK = 0.9;
  private static final double REFUSED_MILLIS = 10;

  /** What is let in waits, but not for long: the rest is refused. */
  private static final double SERVED_MILLIS = 1000;

  private static final Duration RECOVERY = Duration.ofSeconds(5);

  /** Below it one late timer tick of the machine is the difference. */
  private static final long NOTICED_NANOS = 5_000_000;

  private static final double MOST_GROWTH = 1.25;
  private static final double MEBIBYTE = 1 << 20;

  /** Code, classes, stacks, and what is set aside for sockets. */
  private static final long BESIDE_HEAP_BYTES = 160 << 20;

  private OverloadFacts() {}

  /**
   * Of one workload.
   *
   * @param atOnce requests under way where the capacity was measured
   */
  static List<Fact> of(String workload, int atOnce, OverloadSeen seen) {
    var facts = new ArrayList<Fact>();
    List<Step> steps = seen.steps();
    Step atCapacity = steps.getFirst();
    double capacity = median(atCapacity, OverloadFacts::goodput);
    double peak =
        steps.stream().mapToDouble(it -> median(it, OverloadFacts::goodput)).max().orElse(0);
    facts.add(
        Fact.told(
            workload + ": capacity at " + atOnce,
            perSecond(capacity)
                + ", served "
                + times(atCapacity, OverloadFacts::served)
                + processors(atCapacity)));
    for (Step step : steps.subList(1, steps.size())) {
      facts.addAll(of(workload, step, peak, capacity));
    }
    facts.addAll(memory(workload, seen));
    Map<String, Long> failures = others(seen.last());
    facts.add(
        new Fact(
            workload + ": the last load failed otherwise",
            failures.isEmpty() ? "0" : failures.toString(),
            "0",
            failures.isEmpty()));
    facts.add(
        new Fact(
            workload + ": as before after",
            String.format(Locale.ROOT, "%.1f s", seen.recovered().toMillis() / 1000.0)
                + (seen.after().isPresent() ? "" : ", it has ended"),
            "<= 5 s",
            seen.after().isPresent() && seen.recovered().compareTo(RECOVERY) <= 0));
    return facts;
  }

  /**
   * A heap grows to what is needed at first, within its limit; what grows on has none, and some of
   * it is reachable afterwards.
   */
  private static List<Fact> memory(String workload, OverloadSeen seen) {
    long[] rounds = IntStream.range(0, seen.rounds()).mapToLong(seen::mostRssBytes).toArray();
    long most = LongStream.of(rounds).max().orElse(0);
    long bound = seen.maxHeapBytes() + BESIDE_HEAP_BYTES;
    String row = workload + ": resident memory before, in each round";
    String value =
        String.format(
            Locale.ROOT,
            "%.0f; %s MiB",
            seen.idleRssBytes() / MEBIBYTE,
            LongStream.of(rounds)
                .mapToObj(bytes -> String.format(Locale.ROOT, "%.0f", bytes / MEBIBYTE))
                .collect(Collectors.joining(", ")));
    int last = rounds.length - 1;
    var facts = new ArrayList<Fact>();
    facts.add(
        rounds.length > 1
            ? new Fact(
                row,
                value,
                "at most a quarter more in the last",
                rounds[last] <= MOST_GROWTH * rounds[0])
            : Fact.told(row, value));
    facts.add(
        new Fact(
            workload + ": most resident memory",
            String.format(Locale.ROOT, "%.0f MiB", most / MEBIBYTE),
            String.format(Locale.ROOT, "<= %.0f MiB", bound / MEBIBYTE),
            most <= bound));
    if (seen.after().isPresent()) {
      facts.add(seen.after().get().heapLeft(workload, seen.before()));
      facts.add(seen.after().get().left(workload, seen.before()));
    } else {
      facts.add(new Fact(workload + ": left", "it has ended", "of a server that runs", false));
    }
    return facts;
  }

  private static List<Fact> of(String workload, Step step, double peak, double capacity) {
    String row = workload + " " + String.format(Locale.ROOT, "%.1f ×", step.factor());
    double goodput = median(step, OverloadFacts::goodput);
    boolean overload = step.factor() > 1;
    boolean refuses = step.loads().stream().anyMatch(it -> refused(it).getTotalCount() > 0);
    var failures = new TreeMap<String, Long>();
    step.loads()
        .forEach(it -> others(it.result()).forEach((key, n) -> failures.merge(key, n, Long::sum)));
    var facts = new ArrayList<Fact>();
    String brought = perSecond(goodput) + " of " + perSecond(median(step, Load::offered));
    facts.add(
        overload
            ? new Fact(
                row + " goodput, of the peak",
                brought
                    + String.format(
                        Locale.ROOT,
                        ", %.0f %% (worst %.0f; of the capacity %.0f)",
                        100 * goodput / peak,
                        100 * worst(step, it -> -goodput(it)) / -peak,
                        100 * goodput / capacity)
                    + processors(step),
                ">= 90 % of the peak",
                goodput > 0 && goodput >= LEAST_OF_PEAK * peak)
            : Fact.told(row + " goodput", brought + processors(step)));
    String served = times(step, OverloadFacts::served);
    facts.add(
        overload
            ? new Fact(
                row + " served p50, p99",
                served,
                "p99 <= 1 s",
                median(step, it -> millis(served(it), 99)) <= SERVED_MILLIS)
            : Fact.told(row + " served p50, p99", served));
    facts.add(
        new Fact(
            row + " refused, p50, p99",
            refuses
                ? perSecond(median(step, OverloadFacts::refusals))
                    + ", "
                    + times(refusing(step), OverloadFacts::refused)
                : "none",
            "p99 < 10 ms",
            !refuses || median(refusing(step), it -> millis(refused(it), 99)) < REFUSED_MILLIS));
    facts.add(
        new Fact(
            row + " failed otherwise",
            failures.isEmpty() ? "0" : failures.toString(),
            "0",
            failures.isEmpty()));
    if (overload) {
      facts.add(
          Fact.told(
              row + " not sent: every connection waits",
              String.format(
                  Locale.ROOT,
                  "%s, %.0f %%",
                  perSecond(median(step, OverloadFacts::unsent)),
                  100 * median(step, OverloadFacts::unsent) / median(step, Load::offered))));
    }
    facts.add(
        Fact.told(
            row + " generator: of a processor; sent late by, p99",
            String.format(
                Locale.ROOT,
                "%.2f; %.1f ms",
                median(step, it -> it.result().cpuShare()),
                median(step, it -> millis(LoadResult.histogram(it.result().lag()), 99)))));
    return facts;
  }

  /** Its rounds in which anything was refused: the others have no time of that. */
  private static Step refusing(Step step) {
    return new Step(
        step.factor(),
        step.loads().stream().filter(it -> refused(it).getTotalCount() > 0).toList());
  }

  /** What counts as undisturbed, by a look at the server before it was. */
  static long asBeforeNanos(LoadResult before) {
    long p99 = LoadResult.histogram(before.service()).getValueAtPercentile(99);
    return Math.max(2 * p99, p99 + NOTICED_NANOS);
  }

  /** Right answers that came within the window: what is behind is answered after it, too late. */
  private static double goodput(Load load) {
    return Overload.perSecond(load.result().rightAnswers(), load.result());
  }

  private static double refusals(Load load) {
    return Overload.perSecond(refused(load).getTotalCount(), load.result());
  }

  private static double unsent(Load load) {
    return Overload.perSecond(
        load.result().failures().getOrDefault(Failure.UNSENT.key(), 0L), load.result());
  }

  private static Map<String, Long> others(LoadResult load) {
    var others = new TreeMap<>(load.failures());
    others.remove(Failure.REFUSED.key());
    others.remove(Failure.UNSENT.key());
    return others;
  }

  private static Histogram refused(Load load) {
    return LoadResult.histogram(load.result().refused());
  }

  /** Service times without those of refusals. */
  private static Histogram served(Load load) {
    Histogram all = LoadResult.histogram(load.result().service());
    all.subtract(refused(load));
    return all;
  }

  private static double median(Step step, ToDoubleFunction<Load> of) {
    double[] values = step.loads().stream().mapToDouble(of).sorted().toArray();
    int half = values.length / 2;
    return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
  }

  private static double worst(Step step, ToDoubleFunction<Load> of) {
    return step.loads().stream().mapToDouble(of).max().orElse(0);
  }

  private static double millis(Histogram of, double percentile) {
    return of.getTotalCount() == 0 ? 0 : of.getValueAtPercentile(percentile) / 1e6;
  }

  /** Of each round, the median of both and the worst of the second. */
  private static String times(Step step, Function<Load, Histogram> of) {
    return String.format(
        Locale.ROOT,
        "%.1f, %.1f ms (worst %.1f)",
        median(step, it -> millis(of.apply(it), 50)),
        median(step, it -> millis(of.apply(it), 99)),
        worst(step, it -> millis(of.apply(it), 99)));
  }

  /** Whether it is the server that has no more to give. */
  private static String processors(Step step) {
    return String.format(
        Locale.ROOT, "; %.2f processors of the server", median(step, Load::processors));
  }

  private static String perSecond(double rate) {
    return String.format(Locale.ROOT, "%,.0f/s", rate);
  }
}
