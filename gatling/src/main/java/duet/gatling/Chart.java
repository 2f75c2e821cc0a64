package duet.gatling;

import static duet.gatling.Quantity.PAGE;
import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;

/**
 * A picture of one figure against concurrency, both axes logarithmic: all coordinates, none of the
 * markup. The unit is that of the SVG's view box, {@value #WIDTH} by {@value #HEIGHT}.
 *
 * @param id unique on the page
 * @param description the picture in words and numbers, for those who do not see it
 * @param columns ticks of the concurrency axis
 * @param levels ticks of the other axis; those without a label are thin lines only
 */
record Chart(
    String id,
    String title,
    String description,
    List<Tick> columns,
    List<Tick> levels,
    List<Trace> traces) {

  static final int WIDTH = 420;
  static final int HEIGHT = 340;
  static final int LEFT = 46;
  static final int RIGHT = 350;
  static final int TOP = 10;
  static final int BOTTOM = 294;

  /** Keeps the outermost points off the frame. */
  private static final int INSET = 8;

  /** Half the distance between two servers' points at one concurrency where they have stems. */
  private static final double DODGE = 3;

  private static final double DIGIT_WIDTH = 7;

  record Tick(double at, String label) {}

  /**
   * One server's line.
   *
   * @param ink which of the page's colours and shapes it has: 0 or 1
   * @param segments unbroken pieces as the {@code points} of polylines
   */
  record Trace(String name, int ink, EndLabel label, List<String> segments, List<Dot> dots) {}

  /**
   * @param title what it says under the pointer
   * @param hollow whether requests failed there
   * @param stem empty, or the heights of the 95th and the 99th percentile
   */
  record Dot(double x, double y, String title, boolean hollow, List<Double> stem) {
    double left(double by) {
      return Scale.tenth(x - by);
    }

    double right(double by) {
      return Scale.tenth(x + by);
    }

    double above(double by) {
      return Scale.tenth(y - by);
    }
  }

  /** What to draw of one server, in the order of concurrency. */
  record Series(String name, List<Sample> samples) {}

  /**
   * @param value NaN or 0 where there is none; the line breaks there
   * @param stem empty, or the 95th and the 99th percentile
   */
  record Sample(int concurrency, double value, List<Double> stem, boolean flawed) {}

  static Scale across(List<Integer> concurrencies) {
    return Scale.over(
        concurrencies.stream().mapToDouble(Integer::doubleValue), LEFT + INSET, RIGHT - INSET);
  }

  static Chart draw(
      String id, String title, String unit, List<Series> all, Scale across, Scale up) {
    var concurrencies =
        all.stream()
            .flatMap(series -> series.samples().stream())
            .map(Sample::concurrency)
            .distinct()
            .sorted()
            .toList();
    var pens = new ArrayList<Pen>();
    for (int i = 0; i < all.size(); i++) {
      pens.add(new Pen(all.get(i), unit, across, up, DODGE * (2 * i - all.size() + 1)));
    }
    var names = all.stream().map(Series::name).toList();
    var labels = EndLabel.beside(names, pens.stream().map(Pen::end).toList(), TOP, BOTTOM);
    var traces = new ArrayList<Trace>();
    for (int i = 0; i < pens.size(); i++) {
      var pen = pens.get(i);
      traces.add(new Trace(names.get(i), i % 2, labels.get(i), pen.segments, pen.dots));
    }
    var description =
        all.stream().map(series -> inWords(series, unit)).collect(joining(" ")).strip();
    return new Chart(id, title, description, columns(concurrencies, across), levels(up), traces);
  }

  /** Draws one server's line, point by point. */
  private static final class Pen {
    final List<String> segments = new ArrayList<>();
    final List<Dot> dots = new ArrayList<>();
    private final StringBuilder open = new StringBuilder();

    Pen(Series series, String unit, Scale across, Scale up, double dodge) {
      for (var sample : series.samples()) {
        if (!(sample.value() > 0)) {
          lift();
          continue;
        }
        var stem = sample.stem().stream().map(up::at).toList();
        var x = across.at(sample.concurrency()) + (stem.isEmpty() ? 0 : dodge);
        var y = up.at(sample.value());
        open.append(x).append(',').append(y).append(' ');
        var title = series.name() + ", " + inWords(sample, unit);
        dots.add(new Dot(x, y, title, sample.flawed(), stem));
      }
      lift();
    }

    private void lift() {
      if (!open.isEmpty()) {
        segments.add(open.toString().strip());
        open.setLength(0);
      }
    }

    double end() {
      return dots.isEmpty() ? BOTTOM : dots.getLast().y();
    }
  }

  private static String inWords(Series series, String unit) {
    return series.name()
        + ": "
        + series.samples().stream().map(it -> inWords(it, unit)).collect(joining("; "))
        + ".";
  }

  private static String inWords(Sample sample, String unit) {
    var words = new StringBuilder("at concurrency ").append(sample.concurrency()).append(' ');
    if (!(sample.value() > 0)) {
      return words.append("no figure").toString();
    }
    words.append(PAGE.brief(sample.value())).append(' ').append(unit);
    if (!sample.stem().isEmpty()) {
      words.append(", p95 ").append(PAGE.brief(sample.stem().getFirst()));
      words.append(", p99 ").append(PAGE.brief(sample.stem().getLast()));
    }
    return words.append(sample.flawed() ? ", some failed" : "").toString();
  }

  /** Labels that would touch the one before them are left out; their ticks stay. */
  private static List<Tick> columns(List<Integer> concurrencies, Scale across) {
    var ticks = new ArrayList<Tick>();
    var free = Double.NEGATIVE_INFINITY;
    for (var concurrency : concurrencies) {
      var label = String.valueOf(concurrency);
      var at = across.at(concurrency);
      var half = label.length() * DIGIT_WIDTH / 2;
      var fits = at - half > free;
      ticks.add(new Tick(at, fits ? label : ""));
      free = fits ? at + half + 2 : free;
    }
    return ticks;
  }

  /** Over more than two decades, powers of ten alone carry a number. */
  private static List<Tick> levels(Scale up) {
    var ticks = new ArrayList<Tick>();
    for (var step : up.steps()) {
      var exponent = Math.log10(step);
      var labelled = up.decades() < 2.1 || Math.abs(exponent - Math.rint(exponent)) < 1e-6;
      var decimals = Math.max(0, (int) -Math.floor(exponent + 1e-6));
      ticks.add(new Tick(up.at(step), labelled ? PAGE.fixed(step, decimals) : ""));
    }
    return ticks;
  }
}
