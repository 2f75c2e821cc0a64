package duet.lab.report;

import duet.lab.plan.Arm;
import duet.lab.plan.Plan;
import duet.lab.plan.PlanException;
import duet.lab.plan.Workload;
import duet.lab.sample.Figure;
import duet.lab.sample.Trial;
import duet.lab.stats.Judge;
import duet.lab.stats.Judgement;
import duet.lab.stats.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether an arm, the second of two, needs more than it did. Looks at several figures at once, so
 * each interval is at 1 − 5 % ÷ (figures × workloads) (Bonferroni): of an arm that needs what it
 * did one comparison in twenty at most is said to be a regression.
 */
public final class Regression {
  /** What a regression may show in. */
  private static final List<Figure> LOOKED_AT =
      List.of(Figure.CPU, Figure.ALLOCATED, Figure.P99, Figure.RSS);

  /** What of it is counted, not timed: no other day and no other machine changes it. */
  private static final List<Figure> COUNTED = List.of(Figure.ALLOCATED);

  private final Findings findings;

  private Regression(Findings findings) {
    this.findings = findings;
  }

  /** Of two arms that were measured in turns, or of two results. */
  public static Regression of(Findings findings) {
    return new Regression(findings);
  }

  /** What became worse, beyond the band and beyond chance: a line each, empty if nothing did. */
  public List<String> found() {
    return found(LOOKED_AT);
  }

  /** The same where both were measured on different days, in figures that a day cannot change. */
  public List<String> foundWhateverTheDay() {
    return found(COUNTED);
  }

  private List<String> found(List<Figure> figures) {
    return ratios().stream()
        .filter(ratio -> figures.contains(ratio.figure))
        .filter(ratio -> ratio.judgement.verdict() instanceof Verdict.FirstNeedsLess)
        .map(
            ratio ->
                "%s %s %s"
                    .formatted(
                        ratio.workload.workload().name(),
                        ratio.figure.label(),
                        Words.ratio(ratio.judgement)))
        .toList();
  }

  private record Ratio(Findings.OfWorkload workload, Figure figure, Judgement judgement) {}

  private List<Ratio> ratios() {
    Plan plan = findings.plan();
    var judge =
        new Judge(
            plan.band(),
            Findings.CONFIDENCE,
            LOOKED_AT.size() * plan.workloads().size(),
            plan.seed(),
            Findings.RESAMPLES);
    var ratios = new ArrayList<Ratio>();
    for (Findings.OfWorkload workload : findings.workloads()) {
      for (Figure figure : LOOKED_AT) {
        if (workload.judged(figure).isPresent()) {
          ratios.add(
              new Ratio(
                  workload,
                  figure,
                  judge.judge(workload.first().values(figure), workload.second().values(figure))));
        }
      }
    }
    return ratios;
  }

  /**
   * Two results that were measured apart, as if they had been one comparison.
   *
   * @param arm the name of the arm that both have
   * @throws PlanException if there is nothing that both measured alike
   */
  public static Findings between(
      Plan before, List<Trial> trialsBefore, Plan after, List<Trial> trialsAfter, String arm)
      throws PlanException {
    if (!before.rate().equals(after.rate())
        || before.connections() != after.connections()
        || before.keepAlive() != after.keepAlive()
        || before.quick() != after.quick()) {
      throw new PlanException(
          "the results were measured under different loads: %s and %s"
              .formatted(load(before), load(after)));
    }
    Arm one = named(before, arm);
    Arm other = named(after, arm);
    List<Workload> both = before.workloads().stream().filter(after.workloads()::contains).toList();
    if (both.isEmpty()) {
      throw new PlanException("no workload is in both results");
    }
    var joined =
        new Plan(
            renamed(one, "before"),
            renamed(other, "after"),
            both,
            after.rate(),
            after.connections(),
            after.keepAlive(),
            Math.min(before.trials(), after.trials()),
            after.duration(),
            after.band(),
            after.seed(),
            after.quick(),
            false,
            after.processors());
    var trials = new ArrayList<Trial>();
    trialsBefore.stream()
        .filter(trial -> trial.arm().equals(arm))
        .map(trial -> trial.of("before"))
        .forEach(trials::add);
    trialsAfter.stream()
        .filter(trial -> trial.arm().equals(arm))
        .map(trial -> trial.of("after"))
        .forEach(trials::add);
    return Findings.of(joined, trials);
  }

  private static String load(Plan plan) {
    return "%s, %d connections%s%s"
        .formatted(
            plan.rate().inWords(),
            plan.connections(),
            plan.keepAlive() ? "" : ", a new one for each request",
            plan.quick() ? ", --quick" : "");
  }

  private static Arm named(Plan plan, String name) throws PlanException {
    return plan.arms().stream()
        .filter(arm -> arm.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new PlanException(
                    "--arm must be in both results: '%s' is not among %s"
                        .formatted(name, plan.arms().stream().map(Arm::name).toList())));
  }

  private static Arm renamed(Arm arm, String name) {
    return switch (arm) {
      case Arm.Ours ours ->
          new Arm.Ours(name, ours.program(), ours.commit(), ours.jvmOptions(), ours.flags());
      case Arm.Visited visited -> new Arm.Visited(name, visited.base(), visited.pid());
    };
  }

  /** Every ratio that is looked at, with its verdict, a line each. */
  public List<String> lines() {
    return ratios().stream()
        .map(
            ratio ->
                "  %-12s %-12s %s   %s"
                    .formatted(
                        ratio.workload.workload().name(),
                        ratio.figure.label(),
                        Words.ratio(ratio.judgement),
                        Words.verdict(
                            ratio.figure,
                            ratio.judgement.verdict(),
                            ratio.workload.first().arm(),
                            ratio.workload.second().arm())))
        .toList();
  }
}
