package duet.lab;

import duet.lab.plan.Plan;
import duet.lab.stats.Interval;
import duet.lab.stats.Judge;
import duet.lab.stats.Judgement;
import duet.lab.stats.Location;
import duet.lab.stats.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One generator against the laboratory's own. */
record TrustAgreed(
    String generator,
    int rounds,
    List<Double> cpuMicrosPerRequest,
    List<Double> oursMicrosPerRequest,
    @Nullable Interval ratio,
    boolean withinBand) {
  /** Judges the rounds in which both have been measured. */
  static TrustAgreed of(String generator, List<Double> ours, List<Double> theirs, Plan plan) {
    Judgement judgement = Judge.within(plan.band(), plan.seed()).judge(ours, theirs);
    return new TrustAgreed(
        generator,
        ours.size(),
        theirs,
        ours,
        judgement.ratio(),
        judgement.verdict() instanceof Verdict.Equivalent);
  }

  /** A table, the first line its head. */
  static List<String> lines(List<TrustAgreed> agreed) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("generator", "cpu, µs/request", "duet's, µs/request", "ratio", ""));
    for (TrustAgreed each : agreed) {
      Interval ratio = each.ratio;
      rows.add(
          List.of(
              each.generator,
              micros(each.cpuMicrosPerRequest),
              micros(each.oursMicrosPerRequest),
              ratio == null
                  ? "none"
                  : String.format(
                      Locale.ROOT,
                      "%.3f × 95%% CI [%.3f, %.3f]",
                      ratio.estimate(),
                      ratio.low(),
                      ratio.high()),
              each.withinBand ? "agrees within 3 %" : "not shown to agree within 3 %"));
    }
    return TrustFile.columns(rows);
  }

  private static String micros(List<Double> values) {
    return String.format(Locale.ROOT, "%.2f", Location.mean(values));
  }
}
