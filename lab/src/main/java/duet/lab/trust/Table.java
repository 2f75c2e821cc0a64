package duet.lab.trust;

import java.util.ArrayList;
import java.util.List;

/** Rows in columns, as they are read on a terminal. Not for use by several threads. */
public final class Table {
  private static final String GAP = "  ";

  private final int columns;
  private final List<List<String>> rows = new ArrayList<>();

  /** With its heads, each with the unit of what stands below. */
  public Table(String... heads) {
    columns = heads.length;
    row(heads);
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException if it has not one cell below each head
   */
  public void row(String... cells) {
    if (cells.length != columns) {
      throw new IllegalArgumentException("must be %d cells: %s".formatted(columns, List.of(cells)));
    }
    rows.add(List.of(cells));
  }

  /** The heads first. */
  public List<String> lines() {
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    var lines = new ArrayList<String>();
    for (List<String> row : rows) {
      var line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        line.append(row.get(i)).repeat(' ', widths[i] - row.get(i).length()).append(GAP);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
