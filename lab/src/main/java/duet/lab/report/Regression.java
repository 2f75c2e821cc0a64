package duet.lab.report;

import duet.lab.plan.Arm;
import duet.lab.plan.Plan;
import duet.lab.plan.PlanException;
import duet.lab.plan.Workload;
import duet.lab.sample.Figure;
import duet.lab.sample.Trial;
import duet.lab.stats.Verdict;
import java.util.ArrayList;
import java.util.List;

/** Whether an arm, the second of two, needs more than it did. */
public final class Regression {
  /** What a regression may show in; for all of them together the confidence holds. */
  private static final List<Figure> LOOKED_AT =
      List.of(Figure.CPU, Figure.ALLOCATED, Figure.P99, Figure.RSS);

  private Regression() {}

  /** What became worse, beyond the band and beyond chance: a line each, empty if nothing did. */
  public static List<String> of(Findings findings) {
    var lines = new ArrayList<String>();
    for (Findings.OfWorkload workload : findings.workloads()) {
      for (Figure figure : LOOKED_AT) {
        workload
            .judged(figure)
            .filter(judged -> judged.judgement().verdict() instanceof Verdict.FirstNeedsLess)
            .ifPresent(
                judged ->
                    lines.add(
                        workload.workload().name()
                            + " "
                            + figure.label()
                            + " "
                            + Words.ratio(judged.judgement())));
      }
    }
    return lines;
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
        || before.keepAlive() != after.keepAlive()) {
      throw new PlanException(
          "the results were measured under different loads: %s, %d connections, and %s, %d connections"
              .formatted(
                  before.rate().inWords(),
                  before.connections(),
                  after.rate().inWords(),
                  after.connections()));
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

  /** Every ratio with its verdict, a line each. */
  public static List<String> lines(Findings findings) {
    var lines = new ArrayList<String>();
    for (Findings.OfWorkload workload : findings.workloads()) {
      for (Figure figure : LOOKED_AT) {
        workload
            .judged(figure)
            .ifPresent(
                judged ->
                    lines.add(
                        "  %-12s %-12s %s   %s"
                            .formatted(
                                workload.workload().name(),
                                figure.label(),
                                Words.ratio(judged.judgement()),
                                Words.verdict(
                                    figure,
                                    judged.judgement().verdict(),
                                    workload.first().arm(),
                                    workload.second().arm()))));
      }
    }
    return lines;
  }
}
