package duet.lab.stress;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The facts of one or more servers side by side: {@code row | arm … | must | holds}.
 *
 * @param facts of each arm, by its name, in the order of columns and rows
 */
public record Table(Map<String, List<Fact>> facts) {
  private static final String NOTHING = "-";

  /** Copies. */
  public Table {
    var copy = new LinkedHashMap<String, List<Fact>>();
    facts.forEach((arm, its) -> copy.put(arm, List.copyOf(its)));
    facts = copy;
  }

  /** Whether all that must hold does. */
  public boolean holds() {
    return facts.values().stream().flatMap(List::stream).allMatch(Fact::holds);
  }

  /** Each row that must hold and does not, with who breaks it, in the order of the rows. */
  public List<String> broken() {
    var broken = new ArrayList<String>();
    for (String row : rows()) {
      List<String> breakers = breakers(row);
      if (!breakers.isEmpty()) {
        broken.add(row + " (" + String.join(", ", breakers) + ")");
      }
    }
    return broken;
  }

  private List<String> breakers(String row) {
    return facts.entrySet().stream()
        .filter(
            each -> each.getValue().stream().anyMatch(it -> it.row().equals(row) && !it.holds()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** As it is printed, columns aligned. */
  public List<String> lines() {
    List<List<String>> cells = cells();
    int[] widths = new int[cells.getFirst().size()];
    for (List<String> row : cells) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return cells.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    var padded = new ArrayList<String>();
    for (int i = 0; i < widths.length; i++) {
      padded.add(row.get(i) + " ".repeat(widths[i] - row.get(i).length()));
    }
    return String.join(" | ", padded).stripTrailing();
  }

  private List<List<String>> cells() {
    var head = new ArrayList<>(List.of("row"));
    head.addAll(facts.keySet());
    head.addAll(List.of("must", "holds"));
    var cells = new ArrayList<List<String>>();
    cells.add(head);
    rows().forEach(row -> cells.add(cells(row)));
    return cells;
  }

  private Set<String> rows() {
    var rows = new LinkedHashSet<String>();
    facts.values().forEach(its -> its.forEach(fact -> rows.add(fact.row())));
    return rows;
  }

  private List<String> cells(String row) {
    var cells = new ArrayList<>(List.of(row));
    List<String> breakers = breakers(row);
    String must = "";
    for (Map.Entry<String, List<Fact>> each : facts.entrySet()) {
      Optional<Fact> fact = each.getValue().stream().filter(it -> it.row().equals(row)).findFirst();
      cells.add(fact.map(Fact::value).orElse(NOTHING));
      must = fact.map(Fact::must).orElse(must);
    }
    cells.add(must);
    cells.add(
        must.isEmpty() ? "" : breakers.isEmpty() ? "yes" : "no: " + String.join(", ", breakers));
    return cells;
  }
}
