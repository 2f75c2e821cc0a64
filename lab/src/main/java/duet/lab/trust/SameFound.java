package duet.lab.trust;

import duet.lab.sample.Figure;
import duet.lab.stats.Coverage;
import duet.lab.stats.Judge;
import duet.lab.stats.Noise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What was found of an arm that was compared with itself, as it is kept.
 *
 * @param pairs that were recorded
 * @param pairsOfEach comparison that was drawn from them
 * @param difference that was multiplied in, to see how often it is found
 * @param word what its reader must know
 */
public record SameFound(
    String command,
    int pairs,
    int pairsOfEach,
    int shuffles,
    double band,
    double difference,
    String word,
    List<OfFigure> drawn,
    List<OfNoise> simulated) {
  /** Copies. */
  public SameFound {
    drawn = List.copyOf(drawn);
    simulated = List.copyOf(simulated);
  }

  /**
   * Of one figure.
   *
   * @param figure its key
   * @param deviationWithinPairs standard deviation of the log of the ratio within a pair
   * @param typicalHalfWidthOfLog of the intervals, their median
   */
  public record OfFigure(
      String figure,
      Spread spread,
      double deviationWithinPairs,
      Share falseAlarms,
      Share intervalsWithoutOne,
      Share falseAlarmsInOneShuffle,
      Share intervalsWithoutOneInOneShuffle,
      Share foundOfDifference,
      double typicalHalfWidthOfLog) {
    /**
     * Draws comparisons and judges them.
     *
     * @param inOrder the trials of both in the order in which they ran
     * @param difference that is multiplied in, in draws of its own
     */
    public static OfFigure of(
        Figure figure,
        double[] first,
        double[] second,
        double[] inOrder,
        Draws draws,
        Judge judge,
        Judging judging,
        double difference) {
      Draws.Said said = draws.ofNothing(first, second, judge, judging);
      Draws.Said different = draws.ofDifference(first, second, judge, judging, difference);
      return new OfFigure(
          figure.key(),
          Spread.of(inOrder),
          Spread.ofRatios(first, second),
          Share.of(said.found()),
          Share.of(said.misses()),
          Share.of(said.foundInOneShuffle()),
          Share.of(said.missesInOneShuffle()),
          Share.of(different.right()),
          said.medianHalfWidth());
    }

    private String label() {
      return Arrays.stream(Figure.values())
          .filter(each -> each.key().equals(figure))
          .findFirst()
          .map(Figure::label)
          .orElse(figure);
    }
  }

  /** Of one kind of noise. */
  public record OfNoise(String noise, double spread, Share falseAlarms, Share misses) {
    /** Sums up what was simulated. */
    public static OfNoise of(Noise noise, double spread, Coverage coverage) {
      return new OfNoise(
          noise.name().toLowerCase(Locale.ROOT),
          spread,
          Share.of(coverage.differences()),
          Share.of(coverage.misses()));
    }
  }

  /** Its tables and what they are of. */
  public List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add(
        "A against A: %d pairs, comparisons of %d drawn from %d shuffles"
            .formatted(pairs, pairsOfEach, shuffles));
    lines.addAll(rates().lines());
    lines.add(word);
    lines.add("");
    lines.addAll(spreads().lines());
    lines.add("");
    lines.addAll(simulations().lines());
    return lines;
  }

  private Table rates() {
    var table =
        new Table(
            "figure",
            Share.head("false alarms"),
            Share.head("intervals without 1"),
            "intervals without 1, first shuffle, count",
            Share.head(Math.round(100 * (difference - 1)) + " % more found"));
    for (OfFigure each : drawn) {
      table.row(
          each.label(),
          each.falseAlarms.inPercent(),
          each.intervalsWithoutOne.inPercent(),
          each.intervalsWithoutOneInOneShuffle.count()
              + " of "
              + each.intervalsWithoutOneInOneShuffle.of(),
          each.foundOfDifference.inPercent());
    }
    return table;
  }

  private Table spreads() {
    var table =
        new Table(
            "figure",
            "sd of log, all trials, %",
            "sd of log ratio within pairs, %",
            "lag-1 autocorrelation, -1 to 1",
            "half width of interval, median, %");
    for (OfFigure each : drawn) {
      table.row(
          each.label(),
          hundredths(100 * each.spread.deviationOfLog()),
          hundredths(100 * each.deviationWithinPairs),
          hundredths(each.spread.lagOne()),
          hundredths(100 * Math.expm1(each.typicalHalfWidthOfLog)));
    }
    return table;
  }

  private Table simulations() {
    var table =
        new Table("simulated noise", Share.head("false alarms"), Share.head("intervals without 1"));
    for (OfNoise each : simulated) {
      table.row(each.noise, each.falseAlarms.inPercent(), each.misses.inPercent());
    }
    return table;
  }

  private static String hundredths(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
