package duet.lab.report;

import duet.lab.sample.Figure;
import duet.lab.stats.Interval;
import duet.lab.stats.Judgement;
import duet.lab.stats.Verdict;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

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
          Figure.P9999,
          Figure.MAX,
          Figure.SERVICE_P50,
          Figure.SERVICE_P99,
          Figure.PSS,
          Figure.THREADS,
          Figure.HEAP,
          Figure.GC_PAUSE,
          Figure.GOODPUT);

  /** One workload: the figures that matter most, and the others. */
  record Block(Section section, List<Row> rows, List<Row> others) {}

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
   */
  record Mark(double low, double at, double high, boolean cutLow, boolean cutHigh) {
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
      var rows = new ArrayList<Row>();
      var others = new ArrayList<Row>();
      for (Findings.OfFigure judged : section.found().judged()) {
        (BESIDE.contains(judged.figure()) ? others : rows).add(row(section, judged, axis));
      }
      blocks.add(new Block(section, rows, others));
    }
    double from = axis.percent(1 / (1 + band));
    return new Forest(axis, from, Axis.hundredth(axis.percent(1 + band) - from), blocks);
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
        ratio.high() > axis.high());
  }
}
