package duet.lab.report;

import duet.lab.load.LoadResult;
import duet.lab.sample.Trial;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Response time by percentile. Across, equal distances divide what is slower by ten ("nines"); up,
 * milliseconds on a logarithmic axis. Lines have the unit of a box of {@value #WIDTH} by {@value
 * #HEIGHT}.
 *
 * @param columns ticks across
 * @param levels ticks up
 * @param traces one for each arm, of all its trials together
 * @param faint one for each trial, or none where there are many
 * @param rows the same in numbers
 */
record Latency(
    String id,
    List<Axis.Tick> columns,
    List<Axis.Tick> levels,
    List<Trace> traces,
    List<Trace> faint,
    List<Row> rows) {
  static final int WIDTH = 1000;
  static final int HEIGHT = 260;

  /** Points of a line for each nine. */
  private static final int STEPS_OF_ALL = 16;

  private static final int STEPS_OF_TRIAL = 8;
  private static final int MOST_NINES = 6;

  /** Of more trials than this, lines for each would hide each other and make the page heavy. */
  private static final int MOST_FAINT = 50;

  private static final double NANOS_PER_MILLI = 1e6;

  /** A line; {@code run} is 0 where it is of all trials. */
  record Trace(String name, int ink, int run, String points) {}

  /** One percentile of both arms, in milliseconds. */
  record Row(String percentile, String first, String second) {}

  /** Of all trials that count together; empty if an arm has none with answers. */
  static List<Latency> of(Section section) {
    var merged = new ArrayList<Histogram>();
    for (Findings.OfArm arm : section.found().arms()) {
      merged.add(merged(arm));
    }
    if (merged.stream().anyMatch(histogram -> histogram.getTotalCount() == 0)) {
      return List.of();
    }
    double most = merged.stream().mapToDouble(Latency::nines).max().orElseThrow();
    Axis up =
        Axis.inDecades(
            merged.stream().mapToDouble(Latency::leastMillis).min().orElseThrow(),
            merged.stream()
                .mapToDouble(histogram -> histogram.getMaxValue() / NANOS_PER_MILLI)
                .max()
                .orElseThrow());
    var traces = new ArrayList<Trace>();
    var faint = new ArrayList<Trace>();
    for (int ink = 0; ink < merged.size(); ink++) {
      Findings.OfArm arm = section.found().arms().get(ink);
      traces.add(
          new Trace(arm.arm().name(), ink, 0, points(merged.get(ink), most, up, STEPS_OF_ALL)));
      for (Trial trial : arm.trials().size() > MOST_FAINT ? List.<Trial>of() : arm.trials()) {
        var load = trial.load();
        if (load != null) {
          Histogram one = LoadResult.histogram(load.response());
          if (one.getTotalCount() > 0) {
            faint.add(
                new Trace(
                    arm.arm().name(), ink, trial.run(), points(one, most, up, STEPS_OF_TRIAL)));
          }
        }
      }
    }
    return List.of(
        new Latency(
            section.id() + "-latency",
            columns(most),
            up.ticks(),
            traces,
            faint,
            rows(merged.get(0), merged.get(1), most)));
  }

  /** All response times of an arm's trials that count. */
  static Histogram merged(Findings.OfArm arm) {
    var merged = new Histogram(3);
    for (Trial trial : arm.trials()) {
      var load = trial.load();
      if (load != null) {
        merged.add(LoadResult.histogram(load.response()));
      }
    }
    return merged;
  }

  /** Beyond this there is less than one request. */
  private static double nines(Histogram histogram) {
    return Math.clamp(Math.log10((double) histogram.getTotalCount()), 1, MOST_NINES);
  }

  private static double leastMillis(Histogram histogram) {
    return Math.max(1, histogram.getMinNonZeroValue()) / NANOS_PER_MILLI;
  }

  private static String points(Histogram histogram, double most, Axis up, int stepsPerNine) {
    var points = new StringBuilder();
    double end = nines(histogram);
    int steps = (int) Math.ceil(end * stepsPerNine);
    for (int step = 0; step <= steps; step++) {
      double nines = Math.min(end, (double) step / stepsPerNine);
      double millis =
          Math.max(1, histogram.getValueAtPercentile(100 * (1 - Math.pow(10, -nines))))
              / NANOS_PER_MILLI;
      double y = Math.rint(10 * (1 - up.share(millis)) * HEIGHT) / 10;
      points.append(Math.round(nines / most * WIDTH)).append(',').append(y).append(' ');
    }
    return points.toString().strip();
  }

  private static List<Axis.Tick> columns(double most) {
    var columns = new ArrayList<Axis.Tick>();
    columns.add(new Axis.Tick(Math.log10(2) / most, "50"));
    for (int nines = 1; nines <= most; nines++) {
      columns.add(new Axis.Tick(nines / most, label(nines)));
    }
    return columns;
  }

  private static String label(int nines) {
    return switch (nines) {
      case 1 -> "90";
      case 2 -> "99";
      default -> "99." + "9".repeat(nines - 2);
    };
  }

  private static List<Row> rows(Histogram first, Histogram second, double most) {
    var rows = new ArrayList<Row>();
    rows.add(row("50", first.getValueAtPercentile(50), second.getValueAtPercentile(50)));
    for (int nines = 1; nines <= most; nines++) {
      double percentile = 100 * (1 - Math.pow(10, -nines));
      rows.add(
          row(
              label(nines),
              first.getValueAtPercentile(percentile),
              second.getValueAtPercentile(percentile)));
    }
    rows.add(row("slowest", first.getMaxValue(), second.getMaxValue()));
    return rows;
  }

  private static Row row(String percentile, long first, long second) {
    return new Row(
        percentile, Quantity.of(first / NANOS_PER_MILLI), Quantity.of(second / NANOS_PER_MILLI));
  }
}
