package duet.lab.trust;

import duet.lab.report.Findings;
import duet.lab.sample.Figure;
import duet.lab.stats.Judge;
import duet.lab.stats.Location;
import duet.lab.stats.Proportion;
import java.util.List;
import java.util.Locale;

/** What was found of one percentage, as it is kept; ratios less one, in percent. */
public record CostFound(
    String command,
    String folder,
    double askedPercent,
    int iterations,
    double baselineMicros,
    double truthMicros,
    double truthPercent,
    int pairs,
    int pairsOfEach,
    Share found,
    Share foundRightly,
    Share intervalsWithoutOne,
    Share intervalsWithTruth,
    double medianPercent,
    double leastPercent,
    double greatestPercent) {
  /** All of it. */
  public record All(
      String command, double nanosPerIteration, String word, List<CostFound> percents) {
    /** Copies. */
    public All {
      percents = List.copyOf(percents);
    }
  }

  /**
   * Judges what has been recorded of one percentage.
   *
   * @param folder in which it was
   */
  public static CostFound of(
      String command,
      String folder,
      CostCourse.Part part,
      Findings.OfWorkload recorded,
      Draws draws,
      Judge judge) {
    double[] base = recorded.first().values(Figure.CPU);
    double[] slow = recorded.second().values(Figure.CPU);
    double baselineMicros = Location.mean(base);
    double truthMicros = part.burntNanos() / 1000;
    Draws.Said said =
        draws.of(base, slow, judge, Judging.ofCpu(recorded), 1 + truthMicros / baselineMicros);
    return new CostFound(
        command,
        folder,
        part.percent(),
        part.iterations(),
        baselineMicros,
        truthMicros,
        100 * truthMicros / baselineMicros,
        base.length,
        draws.pairs(),
        Share.of(said.found()),
        Share.of(said.right()),
        Share.of(said.apart()),
        Share.of(new Proportion(said.intervals() - said.misses().count(), said.misses().of())),
        100 * (said.median() - 1),
        100 * (said.least() - 1),
        100 * (said.greatest() - 1));
  }

  /** A table, the first line its heads. */
  public static List<String> lines(List<CostFound> all) {
    var table =
        new Table(
            "truth, %",
            "truth, µs/request",
            "base, µs/request",
            Share.head("found"),
            Share.head("with the right sign"),
            "said to be, median (least to greatest), %",
            Share.head("intervals with the truth"));
    for (CostFound each : all) {
      table.row(
          String.format(Locale.ROOT, "%.2f", each.truthPercent),
          String.format(Locale.ROOT, "%.3f", each.truthMicros),
          String.format(Locale.ROOT, "%.2f", each.baselineMicros),
          each.found.inPercent(),
          each.foundRightly.inPercent(),
          String.format(
              Locale.ROOT,
              "%.2f (%.2f to %.2f)",
              each.medianPercent,
              each.leastPercent,
              each.greatestPercent),
          each.intervalsWithTruth.inPercent());
    }
    return table.lines();
  }
}
