package duet.lab.report;

import duet.lab.plan.Plan;
import duet.lab.plan.Rate;
import duet.lab.sample.Figure;
import duet.lab.stats.Interval;
import duet.lab.stats.Judgement;
import duet.lab.stats.Verdict;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The ratio of every figure with its interval, all on one logarithmic axis with 1 in the middle.
 *
 * @param bandFrom where the band of equivalence begins, in percent of the axis
 * @param bandPercent how wide it is
 */
record Forest(Axis axis, double bandFrom, double bandPercent, List<Block> blocks) {
  private static final Set<Figure> BESIDE =
      EnumSet.of(
          Figure.CPU_USER,
          Figure.CPU_SYSTEM,
          Figure.CPU_COMPILERS,
          Figure.P9999,
          Figure.MAX,
          Figure.SERVICE_P50,
          Figure.SERVICE_P99,
          Figure.PSS,
          Figure.THREADS,
          Figure.HEAP,
          Figure.GC_PAUSE);

  /** One workload: the figures that matter most, and the others. */
  record Block(Section section, List<Group> groups, List<Group> others) {
    int othersCount() {
      return others.stream().mapToInt(group -> group.rows.size()).sum();
    }
  }

  /**
   * Figures of which the same end of the axis is the better one.
   *
   * @param low what is said at the lower end, of ratios below 1
   * @param high what is said at the upper end
   */
  record Group(List<Row> rows, String low, String high) {}

  /**
   * One figure.
   *
   * @param href to its column in the table of trials
   * @param means over trials, the second arm’s ÷ the first’s, with their unit
   * @param ratio with its interval; what is missing where there is none
   * @param kind of the verdict: which mark it has
   * @param marks none or one
   */
  record Row(
      Figure figure,
      String href,
      String means,
      String ratio,
      String verdict,
      Kind kind,
      List<Mark> marks) {}

  /** What the mark of a row says. */
  enum Kind {
    FIRST,
    SECOND,
    EQUIVALENT,
    INCONCLUSIVE,
    NONE
  }

  /**
   * In percent of the axis.
   *
   * @param cutLow whether the interval goes on beyond the axis
   * @param beyond whether the ratio itself does: then it has no mark, which would seem to be there
   */
  record Mark(double low, double at, double high, boolean cutLow, boolean cutHigh, boolean beyond) {
    double width() {
      return Axis.hundredth(high - low);
    }
  }

  static Forest of(Findings findings, List<Section> sections) {
    double band = findings.plan().band();
    List<Interval> ratios =
        findings.workloads().stream()
            .flatMap(workload -> workload.judged().stream())
            .filter(judged -> !BESIDE.contains(judged.figure()))
            .map(judged -> judged.judgement().ratio())
            .filter(Objects::nonNull)
            .toList();
    Axis axis = Axis.ofRatios(ratios, band);
    var blocks = new ArrayList<Block>();
    for (Section section : sections) {
      blocks.add(
          new Block(
              section,
              groups(section, findings, figure -> !BESIDE.contains(figure), axis),
              groups(section, findings, BESIDE::contains, axis)));
    }
    double from = axis.percent(1 / (1 + band));
    return new Forest(axis, from, Axis.hundredth(axis.percent(1 + band) - from), blocks);
  }

  /** In a closed loop rates come first: they are the figure to look at. */
  private static List<Group> groups(
      Section section, Findings findings, Predicate<Figure> shown, Axis axis) {
    Plan plan = findings.plan();
    var less = new ArrayList<Row>();
    var more = new ArrayList<Row>();
    for (Findings.OfFigure judged : section.found().judged()) {
      if (shown.test(judged.figure())) {
        (judged.figure().lessIsBetter() ? less : more).add(row(section, judged, axis));
      }
    }
    String needsLess = " " + Figure.Kind.COST.better() + ", " + Figure.Kind.TIME.better();
    String servesMore = " " + Figure.Kind.RATE.better();
    var groups = new ArrayList<Group>();
    groups.add(new Group(less, plan.second().name() + needsLess, plan.first().name() + needsLess));
    groups.add(
        plan.rate() instanceof Rate.Closed ? 0 : 1,
        new Group(more, plan.first().name() + servesMore, plan.second().name() + servesMore));
    groups.removeIf(group -> group.rows.isEmpty());
    return groups;
  }

  private static Row row(Section section, Findings.OfFigure judged, Axis axis) {
    Figure figure = judged.figure();
    Judgement judgement = judged.judgement();
    Interval ratio = judgement.ratio();
    return new Row(
        figure,
        section.column(figure),
        Quantity.of(judged.second().value()) + " ÷ " + Quantity.of(judged.first().value(), figure),
        Words.ratio(judgement),
        Words.verdict(
            figure,
            judgement.verdict(),
            section.found().first().arm(),
            section.found().second().arm()),
        kind(figure, judgement.verdict()),
        ratio == null ? List.of() : List.of(mark(ratio, axis)));
  }

  /** Whose mark the row has: of the arm that does better. */
  static Kind kind(Figure figure, Verdict verdict) {
    return switch (verdict) {
      case Verdict.FirstNeedsLess() -> figure.lessIsBetter() ? Kind.FIRST : Kind.SECOND;
      case Verdict.SecondNeedsLess() -> figure.lessIsBetter() ? Kind.SECOND : Kind.FIRST;
      case Verdict.Equivalent(_) -> Kind.EQUIVALENT;
      case Verdict.Inconclusive(_) -> Kind.INCONCLUSIVE;
      case Verdict.None(_) -> Kind.NONE;
    };
  }

  private static Mark mark(Interval ratio, Axis axis) {
    return new Mark(
        axis.percent(ratio.low()),
        axis.percent(ratio.estimate()),
        axis.percent(ratio.high()),
        ratio.low() < axis.low(),
        ratio.high() > axis.high(),
        ratio.estimate() < axis.low() || ratio.estimate() > axis.high());
  }
}
