package duet.gatling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A name at the end of its line, instead of a key: where it stands and how it is broken.
 *
 * @param lines one or two
 * @param y the base line of the first, in the unit of the picture
 */
record EndLabel(List<String> lines, double y) {
  static final double LINE_HEIGHT = 13;

  /** What fits between a {@link Chart}'s frame and its edge. */
  private static final int LINE_LENGTH = 9;

  private static final double HEIGHT = 2 * LINE_HEIGHT + 4;

  /**
   * One label for each name, as near to the end of its line as the others allow.
   *
   * @param ends the heights at which the lines end
   */
  static List<EndLabel> beside(List<String> names, List<Double> ends, double top, double bottom) {
    var order =
        IntStream.range(0, names.size())
            .boxed()
            .sorted(Comparator.comparingDouble(ends::get))
            .toList();
    var heights = new ArrayList<>(ends);
    var least = top + LINE_HEIGHT;
    for (int rank = 0; rank < order.size(); rank++) {
      // Room for those below is kept free first, then nothing may rise above the one before it.
      var most = bottom - HEIGHT * (order.size() - rank) + LINE_HEIGHT;
      var wanted = ends.get(order.get(rank));
      if (rank + 1 < order.size()) {
        // Two that would touch part evenly around the middle.
        var overlap = HEIGHT - (ends.get(order.get(rank + 1)) - wanted);
        wanted -= Math.max(0, overlap / 2);
      }
      var height = Math.max(least, Math.min(most, wanted));
      heights.set(order.get(rank), Scale.tenth(height));
      least = height + HEIGHT;
    }
    return IntStream.range(0, names.size())
        .mapToObj(i -> new EndLabel(broken(names.get(i)), heights.get(i)))
        .toList();
  }

  /**
   * Broken after the separator that is nearest to the middle: {@code helidon-} and {@code virtual}.
   */
  static List<String> broken(String name) {
    if (name.length() <= LINE_LENGTH) {
      return List.of(name);
    }
    var at =
        IntStream.range(1, name.length())
            .filter(i -> "-.:_/ ".indexOf(name.charAt(i - 1)) >= 0)
            .boxed()
            .min(Comparator.comparingInt(i -> Math.abs(2 * i - name.length())))
            .orElse(LINE_LENGTH);
    return List.of(cut(name.substring(0, at)), cut(name.substring(at)));
  }

  private static String cut(String line) {
    return line.length() <= LINE_LENGTH ? line : line.substring(0, LINE_LENGTH - 1) + "…";
  }
}
