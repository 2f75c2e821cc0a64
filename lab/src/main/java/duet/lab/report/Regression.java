package duet.lab.report;

import duet.lab.sample.Figure;
import duet.lab.stats.Judge;
import duet.lab.stats.Judgement;
import duet.lab.stats.Verdict;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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
   * shorter warm-up or window may: see {@link Joined#differences}.
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
    return Stream.concat(wrongNow(), found(LOOKED_AT)).toList();
  }

  /**
   * The same where both were measured on different days, in figures that are counted; to be
   * believed only where {@link Joined#differences} finds none.
   */
  public List<String> foundWhateverTheDay() {
    return found(COUNTED).toList();
  }

  /** Answers that are wrong or missing now and were not are one whatever they cost. */
  private Stream<String> wrongNow() {
    return findings.workloads().stream()
        .filter(workload -> workload.first().rightShare() >= Findings.LEAST_RIGHT)
        .flatMap(
            workload ->
                workload.answeredWrong().stream()
                    .map(wrong -> workload.workload().name() + ": " + wrong));
  }

  private Stream<String> found(List<Figure> figures) {
    return ratios.stream()
        .filter(ratio -> figures.contains(ratio.figure))
        .filter(ratio -> ratio.judgement.verdict() instanceof Verdict.FirstNeedsLess)
        .map(
            ratio ->
                "%s %s %s"
                    .formatted(
                        ratio.workload.workload().name(),
                        ratio.label,
                        Words.ratio(ratio.judgement)));
  }

  private record Ratio(
      Findings.OfWorkload workload, Figure figure, Judgement judgement, String label) {}

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
                      judgement(workload, figure), figure, workload, findings.plan().band()),
                  label(workload, figure)));
        }
      }
    }
    return judged;
  }

  /** CPU time is what an arm is charged with: what is put off has not become less. */
  private Judgement judgement(Findings.OfWorkload workload, Figure figure) {
    return workload
        .putOff()
        .filter(_ -> figure == Figure.CPU)
        .map(seen -> judge.judge(seen.charge().first(), seen.charge().second()))
        .orElseGet(
            () ->
                Findings.upheld(
                    judge.judge(workload.first().values(figure), workload.second().values(figure)),
                    figure,
                    workload));
  }

  private static String label(Findings.OfWorkload workload, Figure figure) {
    return figure == Figure.CPU && workload.putOff().isPresent() ? "cpu, charged" : figure.label();
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
                        ratio.label,
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

  /** Every ratio that is looked at, with its verdict, a line each. */
  public List<String> lines() {
    return ratios.stream()
        .map(
            ratio ->
                "  %-12s %-12s %s   %s"
                    .formatted(
                        ratio.workload.workload().name(),
                        ratio.label,
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
