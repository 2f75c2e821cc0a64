package duet.lab.stress;

import duet.lab.load.Failure;
import duet.lab.load.LoadResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/**
 * What an overload must look like (issue: goodput, refusals at once, bounds, recovery). Of several
 * rounds it is the median that must hold; the worst stands beside it.
 */
final class OverloadFacts {
  private static final double LEAST_OF_PEAK = 0.9;
  private static final double REFUSED_MILLIS = 10;
  private static final Duration RECOVERY = Duration.ofSeconds(5);

  /** Below it one late timer tick of the machine is the difference. */
  private static final long NOTICED_NANOS = 5_000_000;

  private static final double MOST_GROWTH = 1.25;
  private static final double MEBIBYTE = 1 << 20;

  private OverloadFacts() {}

  /**
   * Of one workload.
   *
   * @param steps the first at capacity, then one for each factor, each of one round or more
   * @param recovered from the end of the last
   */
  static List<Fact> of(
      String workload,
      Overload.Asked asked,
      List<Overload.Step> steps,
      Duration recovered,
      boolean alive) {
    var facts = new ArrayList<Fact>();
    double peak =
        steps.stream().mapToDouble(it -> median(it, OverloadFacts::goodput)).max().orElse(0);
    Overload.Step atCapacity = steps.getFirst();
    facts.add(
        Fact.told(
            workload + ": capacity at " + Math.min(asked.maxRequests(), asked.connections()),
            perSecond(median(atCapacity, OverloadFacts::goodput))
                + ", served "
                + times(atCapacity, OverloadFacts::served)));
    for (Overload.Step step : steps.subList(1, steps.size())) {
      facts.addAll(of(workload, step, peak));
    }
    facts.add(memory(workload, steps));
    facts.add(
        new Fact(
            workload + ": as before after",
            String.format(Locale.ROOT, "%.1f s", recovered.toMillis() / 1000.0)
                + (alive ? "" : ", it has ended"),
            "<= 5 s",
            alive && recovered.compareTo(RECOVERY) <= 0));
    return facts;
  }

  /** A heap grows to what is needed at first, within its limit; what grows on has none. */
  private static Fact memory(String workload, List<Overload.Step> steps) {
    double first = most(steps, 0) / MEBIBYTE;
    double last = most(steps, steps.getFirst().loads().size() - 1) / MEBIBYTE;
    return new Fact(
        workload + ": resident memory in the first, in the last round",
        String.format(Locale.ROOT, "%.0f, %.0f MiB", first, last),
        "at most a quarter more",
        last <= MOST_GROWTH * first);
  }

  private static double most(List<Overload.Step> steps, int round) {
    return steps.stream().mapToDouble(it -> it.loads().get(round).rssBytes()).max().orElse(0);
  }

  private static List<Fact> of(String workload, Overload.Step step, double peak) {
    String row = workload + " " + String.format(Locale.ROOT, "%.1f ×", step.factor());
    double goodput = median(step, OverloadFacts::goodput);
    boolean overload = step.factor() > 1;
    boolean refuses = step.loads().stream().anyMatch(it -> refused(it).getTotalCount() > 0);
    var failures = new TreeMap<String, Long>();
    step.loads().forEach(it -> others(it).forEach((key, n) -> failures.merge(key, n, Long::sum)));
    var facts = new ArrayList<Fact>();
    String brought = perSecond(goodput) + " of " + perSecond(median(step, Overload.Load::offered));
    facts.add(
        overload
            ? new Fact(
                row + " goodput, of the peak",
                brought
                    + String.format(
                        Locale.ROOT,
                        ", %.0f %% (worst %.0f)",
                        100 * goodput / peak,
                        100 * worst(step, it -> -goodput(it)) / -peak),
                ">= 90 % of the peak",
                goodput >= LEAST_OF_PEAK * peak)
            : Fact.told(row + " goodput", brought));
    facts.add(Fact.told(row + " served p50, p99", times(step, OverloadFacts::served)));
    facts.add(
        new Fact(
            row + " refused, p50, p99",
            refuses
                ? perSecond(median(step, OverloadFacts::refusals))
                    + ", "
                    + times(step, OverloadFacts::refused)
                : "none",
            "p99 < 10 ms",
            !refuses || median(step, it -> millis(refused(it), 99)) < REFUSED_MILLIS));
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
              perSecond(median(step, OverloadFacts::unsent))));
    }
    return facts;
  }

  /** What counts as undisturbed, by a look at the server before it was. */
  static long asBeforeNanos(LoadResult before) {
    long p99 = LoadResult.histogram(before.service()).getValueAtPercentile(99);
    return Math.max(2 * p99, p99 + NOTICED_NANOS);
  }

  /** Right answers that came within the window: what is behind is answered after it, too late. */
  private static double goodput(Overload.Load load) {
    return Overload.perSecond(load.result().rightAnswers(), load.result());
  }

  private static double refusals(Overload.Load load) {
    return Overload.perSecond(refused(load).getTotalCount(), load.result());
  }

  private static double unsent(Overload.Load load) {
    return Overload.perSecond(
        load.result().failures().getOrDefault(Failure.UNSENT.key(), 0L), load.result());
  }

  private static Map<String, Long> others(Overload.Load load) {
    var others = new TreeMap<>(load.result().failures());
    others.remove(Failure.REFUSED.key());
    others.remove(Failure.UNSENT.key());
    return others;
  }

  private static Histogram refused(Overload.Load load) {
    return LoadResult.histogram(load.result().refused());
  }

  /** Service times without those of refusals. */
  private static Histogram served(Overload.Load load) {
    Histogram all = LoadResult.histogram(load.result().service());
    all.subtract(refused(load));
    return all;
  }

  private static double median(Overload.Step step, ToDoubleFunction<Overload.Load> of) {
    double[] values = step.loads().stream().mapToDouble(of).sorted().toArray();
    int half = values.length / 2;
    return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
  }

  private static double worst(Overload.Step step, ToDoubleFunction<Overload.Load> of) {
    return step.loads().stream().mapToDouble(of).max().orElse(0);
  }

  private static double millis(Histogram of, double percentile) {
    return of.getTotalCount() == 0 ? 0 : of.getValueAtPercentile(percentile) / 1e6;
  }

  /** Of each round, the median of both and the worst of the second. */
  private static String times(Overload.Step step, Function<Overload.Load, Histogram> of) {
    return String.format(
        Locale.ROOT,
        "%.1f, %.1f ms (worst %.1f)",
        median(step, it -> millis(of.apply(it), 50)),
        median(step, it -> millis(of.apply(it), 99)),
        worst(step, it -> millis(of.apply(it), 99)));
  }

  private static String perSecond(double rate) {
    return String.format(Locale.ROOT, "%,.0f/s", rate);
  }
}
