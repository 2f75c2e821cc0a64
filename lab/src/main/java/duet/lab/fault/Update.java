package duet.lab.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A row that a server says it has changed.
 *
 * @param id of the row
 * @param value that it has been given
 * @param sentNanos when the request was sent, of {@link System#nanoTime()}
 * @param answeredNanos when its answer had come
 */
record Update(int id, int value, long sentNanos, long answeredNanos) {
  private static final Pattern ROW =
      Pattern.compile("\\{\"id\":([0-9]{1,5}),\"randomNumber\":([0-9]{1,5})}");

  /** Those of an answer of {@code /updates}. */
  static List<Update> of(String json, long sentNanos, long answeredNanos) {
    var updates = new ArrayList<Update>();
    Matcher row = ROW.matcher(json);
    while (row.find()) {
      updates.add(
          new Update(
              Integer.parseInt(row.group(1)),
              Integer.parseInt(row.group(2)),
              sentNanos,
              answeredNanos));
    }
    return updates;
  }

  /** Whether it was surely written after the other one: sent once that had been answered. */
  boolean isAfter(Update other) {
    return sentNanos - other.answeredNanos >= 0;
  }
}
