package duet.gatling;

import static duet.gatling.Quantity.PAGE;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One of the page's tables in the nine columns of the original.
 *
 * @param caption the server
 * @param detail what else tells this table from the others
 * @param groups lines of one origin each, under each other so that the columns compare
 */
record Table(String caption, String detail, List<Group> groups) {

  /** The label is empty for what was measured here. */
  record Group(String label, List<Line> lines) {}

  record Line(Map<NineColumns, String> cells, boolean failed, boolean reconstructed) {}

  /** Whether any of the bytes were put together rather than counted. */
  boolean reconstructed() {
    return groups.stream().flatMap(group -> group.lines().stream()).anyMatch(Line::reconstructed);
  }

  /** Whether figures of the original stand in it that need their warning. */
  boolean borrowed() {
    return groups.stream().anyMatch(group -> !group.label().isEmpty());
  }

  /** Our rows of one server and one kind of connection, above the given ones of the original. */
  static Table of(Subject subject, List<Row> rows, List<Original> originals) {
    var groups = new ArrayList<Group>();
    groups.add(
        new Group(
            "",
            rows.stream()
                .map(
                    row ->
                        new Line(
                            NineColumns.cells(row, PAGE), row.failed() > 0, row.reconstructed()))
                .toList()));
    groups.addAll(groups(originals));
    var detail =
        subject.model()
            + ", port "
            + subject.port()
            + ", connection: "
            + rows.getFirst().connections().token();
    return new Table(subject.name(), detail, groups);
  }

  /** The given lines of the original alone. */
  static Table of(List<Original> originals) {
    return new Table("The original", "connection: close", groups(originals));
  }

  private static List<Group> groups(List<Original> originals) {
    return originals.stream()
        .map(Original::server)
        .distinct()
        .map(
            server ->
                new Group(
                    "The original, " + server,
                    originals.stream()
                        .filter(original -> original.server().equals(server))
                        .map(it -> new Line(it.cells(PAGE), it.failed(), false))
                        .toList()))
        .toList();
  }
}
