package duet.lab.trust;

import duet.lab.stats.Interval;
import duet.lab.stats.Judge;
import duet.lab.stats.Judgement;
import duet.lab.stats.Location;
import duet.lab.stats.Verdict;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One generator against the laboratory's own, as it is kept.
 *
 * @param cpuMicrosPerRequest of the server under that generator, round by round
 * @param oursMicrosPerRequest under the laboratory's own, in the same rounds
 * @param ratio of the first to the second; null where there is no interval
 */
public record Agreed(
    String generator,
    int rounds,
    List<Double> cpuMicrosPerRequest,
    List<Double> oursMicrosPerRequest,
    @Nullable Interval ratio,
    boolean withinBand) {
  /** Copies. */
  public Agreed {
    cpuMicrosPerRequest = List.copyOf(cpuMicrosPerRequest);
    oursMicrosPerRequest = List.copyOf(oursMicrosPerRequest);
  }

  /** Judges the rounds in which both have been measured. */
  public static Agreed of(String generator, List<Double> ours, List<Double> theirs, Judge judge) {
    Judgement judgement = judge.judge(ours, theirs);
    return new Agreed(
        generator,
        ours.size(),
        theirs,
        ours,
        judgement.ratio(),
        judgement.verdict() instanceof Verdict.Equivalent);
  }

  /** A table, the first line its heads. */
  public static List<String> lines(List<Agreed> agreed) {
    var table =
        new Table(
            "generator",
            "cpu under it, µs/request",
            "cpu under duet's, µs/request",
            "ratio to duet's [95% CI]",
            "verdict");
    for (Agreed each : agreed) {
      table.row(
          each.generator,
          micros(each.cpuMicrosPerRequest),
          micros(each.oursMicrosPerRequest),
          inWords(each.ratio),
          each.withinBand ? "agrees within 3 %" : "not shown to agree within 3 %");
    }
    return table.lines();
  }

  private static String inWords(@Nullable Interval ratio) {
    return ratio == null
        ? "none"
        : String.format(
            Locale.ROOT, "%.3f [%.3f, %.3f]", ratio.estimate(), ratio.low(), ratio.high());
  }

  private static String micros(List<Double> values) {
    return String.format(Locale.ROOT, "%.2f", Location.mean(values));
  }
}
