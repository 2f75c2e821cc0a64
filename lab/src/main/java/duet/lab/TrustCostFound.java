package duet.lab;

import duet.lab.plan.Plan;
import duet.lab.plan.PlanException;
import duet.lab.report.Findings;
import duet.lab.report.Results;
import duet.lab.sample.Figure;
import duet.lab.stats.Judge;
import duet.lab.stats.Location;
import duet.lab.stats.Proportion;
import duet.lab.trust.Draws;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was found of one percentage; ratios less one, in percent. */
record TrustCostFound(
    String command,
    String folder,
    double askedPercent,
    int iterations,
    double baselineMicros,
    double truthMicros,
    double truthPercent,
    int pairs,
    int pairsOfEach,
    TrustFile.Share found,
    TrustFile.Share foundRightly,
    TrustFile.Share intervalsWithoutOne,
    TrustFile.Share intervalsWithTruth,
    double medianPercent,
    double leastPercent,
    double greatestPercent) {
  /** All of it. */
  record All(
      String command, double nanosPerIteration, String word, List<TrustCostFound> percents) {}

  /** Judges what has been recorded of one percentage. */
  static TrustCostFound of(TrustCostCourse.Part part, DrawOptions draws, Results results)
      throws IOException, PlanException {
    Plan plan = results.asked().plan();
    Findings.OfWorkload workload = Findings.of(plan, results.trials()).workloads().getFirst();
    double[] base = workload.first().values(Figure.CPU);
    double[] slow = workload.second().values(Figure.CPU);
    double baselineMicros = Location.mean(base);
    double truthMicros = part.burntNanos() / 1000;
    int pairs = draws.pairsOf(base.length);
    var judge = new Judge(plan.band(), Findings.CONFIDENCE, 1, plan.seed(), Findings.RESAMPLES);
    Draws.Said said =
        new Draws(pairs, draws.shuffles(), plan.seed())
            .of(base, slow, judge, 1 + truthMicros / baselineMicros);
    return new TrustCostFound(
        TrustCost.COMMAND,
        results.folder().getFileName().toString(),
        part.percent(),
        part.iterations(),
        baselineMicros,
        truthMicros,
        100 * truthMicros / baselineMicros,
        base.length,
        pairs,
        TrustFile.Share.of(said.found()),
        TrustFile.Share.of(said.right()),
        TrustFile.Share.of(said.apart()),
        TrustFile.Share.of(
            new Proportion(said.intervals() - said.misses().count(), said.misses().of())),
        100 * (said.median() - 1),
        100 * (said.least() - 1),
        100 * (said.greatest() - 1));
  }

  /** A table, the first line its head. */
  static List<String> lines(List<TrustCostFound> all) {
    var rows = new ArrayList<List<String>>();
    rows.add(
        List.of(
            "truth",
            "µs/request",
            "found",
            "with the right sign",
            "said to be",
            "intervals with it"));
    for (TrustCostFound each : all) {
      rows.add(
          List.of(
              String.format(Locale.ROOT, "%.2f %%", each.truthPercent),
              String.format(Locale.ROOT, "%.3f of %.2f", each.truthMicros, each.baselineMicros),
              each.found.inWords(),
              each.foundRightly.inWords(),
              String.format(
                  Locale.ROOT,
                  "%.2f %% (%.2f to %.2f)",
                  each.medianPercent,
                  each.leastPercent,
                  each.greatestPercent),
              each.intervalsWithTruth.inWords()));
    }
    return TrustFile.columns(rows);
  }
}
