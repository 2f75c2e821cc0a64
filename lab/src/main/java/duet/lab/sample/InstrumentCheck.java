package duet.lab.sample;

import duet.lab.stats.Interval;
import duet.lab.stats.Judgement;
import duet.lab.stats.Verdict;
import java.util.Locale;

/** What the instrument is worth, by what it found of itself. */
public final class InstrumentCheck {
  /**
   * Of an arm on one core a hundred thousand requests a second are known: half of that is short.
   */
  static final double CEILING_DOUBTFUL = 60_000;

  static final double CEILING_UNUSABLE = 20_000;

  /** Nothing is allocated for a request; what is less than a byte for each is a compiler's. */
  static final double ALLOCATED_BYTES = 1;

  /** A fast answer takes less than this: a send that is later would be seen in it. */
  static final long LAG_DOUBTFUL_NANOS = 200_000;

  static final long LAG_UNUSABLE_NANOS = 5_000_000;

  /** What is taken unseen stands in CPU times; beyond this it widens intervals. */
  static final double GAPS_DOUBTFUL = 0.005;

  static final double GAPS_UNUSABLE = 0.20;

  /** Half a width of the interval beyond which 5 % cannot be seen. */
  static final double WIDTH_DOUBTFUL = 0.05;

  static final double WIDTH_UNUSABLE = 0.20;

  private InstrumentCheck() {}

  /** What the host takes without counting it as steal. */
  public static Finding gaps(Gaps gaps) {
    return finding(
        "standstills",
        String.format(
            Locale.ROOT,
            "%.1f/s of 1 ms or more, longest %.1f ms, %.1f %% of the time",
            gaps.count() * 1e9 / gaps.nanos(),
            gaps.longestNanos() / 1e6,
            100 * gaps.share()),
        grade(gaps.share() > GAPS_DOUBTFUL, gaps.share() > GAPS_UNUSABLE),
        "the host takes the processor away, and CPU times and p99 have it in them: take more and"
            + " longer trials, or a machine of your own");
  }

  /** The most requests it sends and reads. */
  public static Finding ceiling(double perSecond, double busyShare) {
    return finding(
        "generator ceiling",
        String.format(
            Locale.ROOT, "%,.0f requests/s, %.0f %% of its processor", perSecond, 100 * busyShare),
        grade(perSecond < CEILING_DOUBTFUL, perSecond < CEILING_UNUSABLE),
        "give the load a faster or a freer processor with --load-cpus, or stay below half of this");
  }

  /** What it allocates for each request. */
  public static Finding allocation(double bytesPerRequest) {
    return finding(
        "generator allocation",
        String.format(Locale.ROOT, "%.2f bytes/request", bytesPerRequest),
        grade(!(bytesPerRequest < ALLOCATED_BYTES), false),
        "its garbage collector will interrupt it; report this as a fault of the laboratory");
  }

  /** How late it sends, for all but one request in a thousand. */
  public static Finding punctuality(long p999Nanos, double cpuShare) {
    return finding(
        "generator punctuality",
        String.format(
            Locale.ROOT,
            "p99.9 %.0f µs late at 20,000/s, on its processor %.0f %% of the time",
            p999Nanos / 1e3,
            100 * cpuShare),
        grade(p999Nanos > LAG_DOUBTFUL_NANOS, p999Nanos > LAG_UNUSABLE_NANOS),
        "stop what else runs on the load's processor, or give it another with --load-cpus");
  }

  /** One arm against itself. */
  public static Finding same(Judgement cpu) {
    Interval ratio = cpu.ratio();
    if (ratio == null) {
      return finding(
          "A against A",
          "no interval",
          Grade.UNUSABLE,
          "run duet check again on a quieter machine");
    }
    double width = Math.max(ratio.high() / ratio.estimate(), ratio.estimate() / ratio.low()) - 1;
    boolean differ =
        cpu.verdict() instanceof Verdict.FirstNeedsLess
            || cpu.verdict() instanceof Verdict.SecondNeedsLess;
    return finding(
        "A against A",
        String.format(
            Locale.ROOT,
            "cpu %.3f × [%.3f, %.3f] in 5 short trials each%s",
            ratio.estimate(),
            ratio.low(),
            ratio.high(),
            differ ? ", a difference where there is none" : ""),
        grade(differ || width > WIDTH_DOUBTFUL, width > WIDTH_UNUSABLE),
        differ
            ? "one in twenty such checks says so by chance: run it again"
            : "differences smaller than this will not be seen in 5 short trials: take more, longer"
                + " ones");
  }

  private static Finding finding(String name, String value, Grade grade, String remedy) {
    return new Finding(name, value, grade, grade == Grade.GOOD ? "" : remedy);
  }

  private static Grade grade(boolean doubtful, boolean unusable) {
    return unusable ? Grade.UNUSABLE : doubtful ? Grade.DOUBTFUL : Grade.GOOD;
  }
}
