package duet.lab.stress;

import duet.lab.load.Failure;
import duet.lab.load.LoadResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** What an overload must look like (issue: goodput, refusals at once, bounds, recovery). */
final class OverloadFacts {
  private static final double LEAST_OF_PEAK = 0.9;
  private static final long REFUSED_NANOS = 10_000_000;
  private static final Duration RECOVERY = Duration.ofSeconds(5);

  /** Below it one late timer tick of the machine is the difference. */
  private static final long NOTICED_NANOS = 5_000_000;

  private static final double MOST_GROWTH = 1.25;
  private static final double MEBIBYTE = 1 << 20;

  private OverloadFacts() {}

  /**
   * Of one workload.
   *
   * @param steps the first at capacity, then one for each factor
   * @param recovered from the end of the last
   */
  static List<Fact> of(
      String workload,
      Overload.Asked asked,
      List<Overload.Step> steps,
      Duration recovered,
      boolean alive) {
    var facts = new ArrayList<Fact>();
    double peak = steps.stream().mapToDouble(OverloadFacts::goodput).max().orElse(0);
    Overload.Step atCapacity = steps.getFirst();
    facts.add(
        Fact.told(
            workload + ": capacity at " + Math.min(asked.maxRequests(), asked.connections()),
            perSecond(goodput(atCapacity)) + ", served " + times(served(atCapacity.result()))));
    for (Overload.Step step : steps.subList(1, steps.size())) {
      facts.addAll(of(workload, step, peak));
    }
    Overload.Step last = steps.getLast();
    facts.add(
        new Fact(
            workload + ": resident memory at capacity, at the end",
            String.format(
                Locale.ROOT,
                "%.0f, %.0f MiB",
                atCapacity.rssBytes() / MEBIBYTE,
                last.rssBytes() / MEBIBYTE),
            "at most a quarter more",
            last.rssBytes() <= MOST_GROWTH * atCapacity.rssBytes()));
    facts.add(
        new Fact(
            workload + ": as before after",
            String.format(Locale.ROOT, "%.1f s", recovered.toMillis() / 1000.0)
                + (alive ? "" : ", it has ended"),
            "<= 5 s",
            alive && recovered.compareTo(RECOVERY) <= 0));
    return facts;
  }

  private static List<Fact> of(String workload, Overload.Step step, double peak) {
    LoadResult result = step.result();
    String row = workload + " " + String.format(Locale.ROOT, "%.1f ×", step.factor());
    double share = goodput(step) / peak;
    boolean overload = step.factor() > 1;
    Histogram refused = refused(result);
    long others = result.failed() - count(result, Failure.REFUSED) - count(result, Failure.UNSENT);
    var facts = new ArrayList<Fact>();
    String goodput =
        String.format(Locale.ROOT, "%s of %s", perSecond(goodput(step)), perSecond(step.offered()));
    facts.add(
        overload
            ? new Fact(
                row + " goodput, of the peak",
                goodput + String.format(Locale.ROOT, ", %.0f %%", 100 * share),
                ">= 90 % of the peak",
                share >= LEAST_OF_PEAK)
            : Fact.told(row + " goodput", goodput));
    facts.add(Fact.told(row + " served p50, p99", times(served(result))));
    facts.add(
        new Fact(
            row + " refused, p50, p99",
            refused.getTotalCount() == 0
                ? "none"
                : String.format(
                    Locale.ROOT,
                    "%s, %s",
                    perSecond(Overload.perSecond(refused.getTotalCount(), result)),
                    times(refused)),
            "p99 < 10 ms",
            refused.getTotalCount() == 0 || refused.getValueAtPercentile(99) < REFUSED_NANOS));
    facts.add(
        new Fact(
            row + " failed otherwise",
            String.format(Locale.ROOT, "%,d", others) + (others > 0 ? " " + result.failures() : ""),
            "0",
            others == 0));
    if (overload) {
      facts.add(
          Fact.told(
              row + " not sent: every connection waits",
              perSecond(Overload.perSecond(count(result, Failure.UNSENT), result))));
    }
    return facts;
  }

  /** What counts as undisturbed, by a look at the server before it was. */
  static long asBeforeNanos(LoadResult before) {
    long p99 = LoadResult.histogram(before.service()).getValueAtPercentile(99);
    return Math.max(2 * p99, p99 + NOTICED_NANOS);
  }

  /** Right answers that came within the window: what is behind is answered after it, too late. */
  private static double goodput(Overload.Step step) {
    LoadResult result = step.result();
    long inWindow = result.answers() - refused(result).getTotalCount();
    return Overload.perSecond(Math.min(result.right(), inWindow), result);
  }

  private static long count(LoadResult result, Failure failure) {
    return result.failures().getOrDefault(failure.key(), 0L);
  }

  private static Histogram refused(LoadResult result) {
    return LoadResult.histogram(result.refused());
  }

  /** Service times without those of refusals. */
  private static Histogram served(LoadResult result) {
    Histogram all = LoadResult.histogram(result.service());
    all.subtract(refused(result));
    return all;
  }

  private static String times(Histogram of) {
    return of.getTotalCount() == 0
        ? "none"
        : String.format(
            Locale.ROOT,
            "%.1f, %.1f ms",
            of.getValueAtPercentile(50) / 1e6,
            of.getValueAtPercentile(99) / 1e6);
  }

  private static String perSecond(double rate) {
    return String.format(Locale.ROOT, "%,.0f/s", rate);
  }
}
