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
import java.math.BigDecimal;
import java.math.RoundingMode;
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

  /**
   * What of it is counted, not timed: a busier day does not change it. Another JVM, other flags, a
   * shorter warm-up or window may: see {@link #differences}.
   */
  private static final List<Figure> COUNTED = List.of(Figure.ALLOCATED);

  private final Findings findings;
  private final Judge judge;
  private final List<Ratio> ratios;

  private Regression(Findings findings) {
    this.findings = findings;
    judge =
        new Judge(
            findings.plan().band(),
            Findings.CONFIDENCE,
            LOOKED_AT.size() * findings.plan().workloads().size(),
            findings.plan().seed(),
            Findings.RESAMPLES);
    ratios = ratios();
  }

  /** Of two arms that were measured in turns, or of two results. */
  public static Regression of(Findings findings) {
    return new Regression(findings);
  }

  /** What became worse, beyond the band and beyond chance: a line each, empty if nothing did. */
  public List<String> found() {
    return found(LOOKED_AT);
  }

  /**
   * The same where both were measured on different days, in figures that are counted; to be
   * believed only where {@link #differences} finds none.
   */
  public List<String> foundWhateverTheDay() {
    return found(COUNTED);
  }

  /** Answers that are wrong now and were not are one whatever they cost, and on any day. */
  private List<String> found(List<Figure> figures) {
    var found = new ArrayList<String>();
    for (Findings.OfWorkload workload : findings.workloads()) {
      if (workload.second().rightShare() < workload.first().rightShare()) {
        workload
            .answeredWrong()
            .ifPresent(wrong -> found.add(workload.workload().name() + ": " + wrong));
      }
    }
    ratios.stream()
        .filter(ratio -> figures.contains(ratio.figure))
        .filter(ratio -> ratio.judgement.verdict() instanceof Verdict.FirstNeedsLess)
        .map(
            ratio ->
                "%s %s %s"
                    .formatted(
                        ratio.workload.workload().name(),
                        ratio.figure.label(),
                        Words.ratio(ratio.judgement)))
        .forEach(found::add);
    return found;
  }

  private record Ratio(Findings.OfWorkload workload, Figure figure, Judgement judgement) {}

  private List<Ratio> ratios() {
    var judged = new ArrayList<Ratio>();
    for (Findings.OfWorkload workload : findings.workloads()) {
      for (Figure figure : LOOKED_AT) {
        if (workload.judged(figure).isPresent()) {
          judged.add(
              new Ratio(
                  workload,
                  figure,
                  Findings.weakened(
                      judge.judge(
                          workload.first().values(figure), workload.second().values(figure)),
                      figure,
                      workload,
                      findings.plan().band())));
        }
      }
    }
    return judged;
  }

  /** What nothing can be said of yet, with what that takes: a line each. */
  public List<String> undecided() {
    return ratios.stream()
        .filter(
            ratio ->
                switch (ratio.judgement.verdict()) {
                  case Verdict.Inconclusive(_), Verdict.None(_) -> true;
                  case Verdict.FirstNeedsLess(), Verdict.SecondNeedsLess(), Verdict.Equivalent(_) ->
                      false;
                })
        .map(
            ratio ->
                "%s %s, %s"
                    .formatted(
                        ratio.workload.workload().name(),
                        ratio.figure.label(),
                        verdict(ratio).replaceFirst("^inconclusive: ", "")))
        .toList();
  }

  /** {@code at 98.75 % each, 95 % together}: how sure each figure is, and all of them. */
  public String confidence() {
    return "at %s %% each, %s %% together"
        .formatted(percent(judge.confidenceOfEach()), percent(judge.confidence()));
  }

  private static String percent(double confidence) {
    return new BigDecimal(100 * confidence)
        .setScale(2, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
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

  /**
   * What two results do not have in common beside what they are results of, and what may change
   * even a figure that is counted: a line each.
   */
  public static List<String> differences(
      Plan before, Setting settingBefore, Plan after, Setting settingAfter, String arm)
      throws PlanException {
    var lines = new ArrayList<String>();
    add(lines, "JDK", settingBefore.jdk(), settingAfter.jdk());
    add(lines, "--duration", millis(before), millis(after));
    add(lines, "--quick", before.quick(), after.quick());
    add(lines, "--server-cpus", before.processors().server(), after.processors().server());
    add(lines, "options of " + arm, options(named(before, arm)), options(named(after, arm)));
    return lines;
  }

  private static void add(List<String> lines, String name, Object before, Object after) {
    if (!before.equals(after)) {
      lines.add("%s: %s before, %s after".formatted(name, before, after));
    }
  }

  private static String millis(Plan plan) {
    return plan.duration().toMillis() + "ms";
  }

  private static String options(Arm arm) {
    return switch (arm) {
      case Arm.Ours ours -> {
        var words = new ArrayList<>(List.of(ours.program().key()));
        words.addAll(ours.jvmOptions());
        words.addAll(ours.flags());
        yield String.join(" ", words);
      }
      case Arm.Visited visited -> visited.base() + " process " + visited.pid();
    };
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
    return ratios.stream()
        .map(
            ratio ->
                "  %-12s %-12s %s   %s"
                    .formatted(
                        ratio.workload.workload().name(),
                        ratio.figure.label(),
                        Words.ratio(ratio.judgement),
                        verdict(ratio)))
        .toList();
  }

  private static String verdict(Ratio ratio) {
    return Words.verdict(
        ratio.figure,
        ratio.judgement.verdict(),
        ratio.workload.first().arm(),
        ratio.workload.second().arm());
  }
}
