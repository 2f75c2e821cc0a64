package duet.lab.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Whether a table holds every update that was answered.
 *
 * <p>Requests overlap, so several updates of a row may each have been its last one. An answered
 * update <em>can be the last</em> if no other answered one of its row was sent after its answer.
 * The row must have the value of one of these, or one that a request wrote which was never
 * answered. Of such requests nobody knows which rows they met; but they wrote new values, and no
 * more rows than they were asked for. So a row with the value that it had before, or with that of
 * an answered update that cannot be the last, has lost one; and more rows with values that nobody
 * has answered than requests without an answer can have written are lost ones too.
 *
 * <p>Values are drawn from 1..10000: a request without an answer that happens to write a row's
 * older value would be taken for a loss, once in 10,000 rows that such requests meet.
 *
 * @param before the table at first, value by id
 * @param answered all updates that were
 * @param mostUnanswered rows that requests without an answer can have written, at most
 */
record UpdateHistory(Map<Integer, Integer> before, List<Update> answered, int mostUnanswered) {
  /** Copies. */
  UpdateHistory {
    before = Map.copyOf(before);
    answered = List.copyOf(answered);
  }

  /**
   * What the table says.
   *
   * @param updated rows of which an update was answered
   * @param lost rows that have lost one
   * @param unanswered rows whose value no answer had
   * @param explained a line for each row that is lost
   */
  record Verdict(int updated, int lost, int unanswered, List<String> explained) {
    /** Copies. */
    Verdict {
      explained = List.copyOf(explained);
    }
  }

  /** Compares it with the table at last. */
  Verdict check(Map<Integer, Integer> after) {
    Map<Integer, List<Update>> ofRow = answered.stream().collect(Collectors.groupingBy(Update::id));
    int lost = 0;
    int unanswered = 0;
    var explained = new ArrayList<String>();
    for (Map.Entry<Integer, Integer> row : after.entrySet()) {
      List<Update> its = ofRow.getOrDefault(row.getKey(), List.of());
      switch (of(row.getKey(), row.getValue(), its)) {
        case LAST -> {}
        case UNKNOWN -> unanswered++;
        case OLDER -> {
          lost++;
          explained.add(
              "row %d has %d, which is older than %s"
                  .formatted(row.getKey(), row.getValue(), possiblyLast(its)));
        }
      }
    }
    if (unanswered > mostUnanswered) {
      lost += unanswered - mostUnanswered;
      explained.add(
          "%d rows have values that nobody answered, and %d can have"
              .formatted(unanswered, mostUnanswered));
    }
    return new Verdict(ofRow.size(), lost, unanswered, explained);
  }

  private enum Value {
    LAST,
    OLDER,
    UNKNOWN
  }

  private Value of(int id, int value, List<Update> its) {
    boolean isBefore = before.getOrDefault(id, 0) == value;
    if (its.isEmpty()) {
      return isBefore ? Value.LAST : Value.UNKNOWN;
    }
    if (possiblyLast(its).stream().anyMatch(update -> update.value() == value)) {
      return Value.LAST;
    }
    return isBefore || its.stream().anyMatch(update -> update.value() == value)
        ? Value.OLDER
        : Value.UNKNOWN;
  }

  private static List<Update> possiblyLast(List<Update> its) {
    return its.stream().filter(one -> its.stream().noneMatch(other -> other.isAfter(one))).toList();
  }
}
