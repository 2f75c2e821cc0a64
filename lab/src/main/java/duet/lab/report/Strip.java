package duet.lab.report;

import duet.lab.sample.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One figure of every trial as a dot, in the order of running. Across, positions are percent of the
 * picture's width; down, they are pixels.
 *
 * @param words the picture for those who do not see it
 * @param dots in the order of running
 * @param pairs lines between the two dots of a pair that counts
 */
record Strip(
    String id,
    Figure figure,
    String href,
    String words,
    List<Level> levels,
    List<Level> means,
    List<Dot> dots,
    List<Link> pairs) {
  static final int HEIGHT = 190;
  static final int TOP = 16;
  static final int BOTTOM = 164;
  private static final double LEFT = 15;
  private static final double RIGHT = 97;

  /** A line across; {@code ink} is the arm of a mean. */
  record Level(double y, String label, int ink) {}

  /**
   * @param beyond whether its value lies outside the axis, or it has none: then it is at the edge
   */
  record Dot(
      int run, double x, double y, int ink, Standing standing, boolean beyond, String title) {
    boolean counted() {
      return standing == Standing.COUNTED;
    }
  }

  record Link(Dot from, Dot to) {}

  /** Empty if no trial has the figure. */
  static Optional<Strip> of(Section section, Figure figure) {
    if (!section.figures().contains(figure)) {
      return Optional.empty();
    }
    var counted =
        section.ran().stream().filter(each -> each.standing() == Standing.COUNTED).toList();
    Axis axis =
        Axis.around(
            (counted.isEmpty() ? section.ran() : counted)
                .stream().mapToDouble(each -> each.trial().figure(figure)));
    List<Dot> dots = dots(section, figure, axis);
    return Optional.of(
        new Strip(
            section.id() + "-strip-" + figure.key(),
            figure,
            section.column(figure),
            words(section, figure),
            axis.ticks().stream()
                .map(
                    tick ->
                        new Level(
                            Axis.hundredth(TOP + (1 - tick.share()) * (BOTTOM - TOP)),
                            tick.label(),
                            0))
                .toList(),
            means(section, figure, axis),
            dots,
            pairs(section, dots)));
  }

  private static List<Dot> dots(Section section, Figure figure, Axis axis) {
    var dots = new ArrayList<Dot>();
    int all = section.ran().size();
    for (int i = 0; i < all; i++) {
      Section.Ran ran = section.ran().get(i);
      double value = ran.trial().figure(figure);
      double x = Axis.hundredth(LEFT + (RIGHT - LEFT) * (i + 0.5) / all);
      boolean known = Double.isFinite(value);
      double y = known ? axis.down(value, TOP, BOTTOM - TOP) : BOTTOM;
      dots.add(
          new Dot(
              ran.trial().run(),
              x,
              y,
              ran.ink(),
              ran.standing(),
              !known || value < axis.low() || value > axis.high(),
              "trial %s, %s: %s%s"
                  .formatted(
                      Integer.toString(ran.trial().run()),
                      ran.trial().arm(),
                      known ? Quantity.of(value, figure) : "no " + figure.label(),
                      reason(ran))));
    }
    return dots;
  }

  /** Why it does not count. */
  private static String reason(Section.Ran ran) {
    return switch (ran.standing()) {
      case COUNTED -> "";
      case VOID -> ", void: " + Words.printable(String.join("; ", ran.trial().faults()));
      case LEFT_OUT -> ", " + ran.standing().words();
    };
  }

  private static List<Level> means(Section section, Figure figure, Axis axis) {
    return section
        .found()
        .judged(figure)
        .map(
            judged ->
                List.of(
                    mean(judged.first().value(), axis, 0), mean(judged.second().value(), axis, 1)))
        .orElse(List.of());
  }

  private static Level mean(double value, Axis axis, int ink) {
    return new Level(axis.down(value, TOP, BOTTOM - TOP), "", ink);
  }

  private static List<Link> pairs(Section section, List<Dot> dots) {
    Map<Integer, Dot> open = new TreeMap<>();
    var links = new ArrayList<Link>();
    for (int i = 0; i < dots.size(); i++) {
      Dot dot = dots.get(i);
      if (dot.counted()) {
        Dot other = open.putIfAbsent(section.ran().get(i).trial().pair(), dot);
        if (other != null) {
          links.add(new Link(other, dot));
        }
      }
    }
    return links;
  }

  private static String words(Section section, Figure figure) {
    return section
        .found()
        .judged(figure)
        .map(
            judged ->
                "Means over trials: %s %s, %s %s."
                    .formatted(
                        section.found().first().arm().name(),
                        Quantity.of(judged.first().value(), figure),
                        section.found().second().arm().name(),
                        Quantity.of(judged.second().value(), figure)))
        .orElse("Not every trial that counts has this figure.");
  }
}
