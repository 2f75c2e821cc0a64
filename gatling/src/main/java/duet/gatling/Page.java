package duet.gatling;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * All that the template prints; nothing here is escaped, the template does that.
 *
 * @param findings the headline
 * @param replayed for the facts that need no wording
 * @param panels one for each kind of connection that was measured
 * @param tables the same kinds, each with a table for each server
 * @param linkToGatling relative, with slashes, percent-encoded
 */
record Page(
    Findings findings,
    Replayed replayed,
    List<Panel> panels,
    List<Tables> tables,
    String linkToGatling) {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** The tables under one heading. */
  record Tables(String heading, List<Table> each) {
    boolean reconstructed() {
      return each.stream().anyMatch(Table::reconstructed);
    }

    boolean borrowed() {
      return each.stream().anyMatch(Table::borrowed);
    }
  }

  String startedAt() {
    return MINUTE.format(replayed.startedAt());
  }

  List<Subject> subjects() {
    return replayed.rows().stream().map(Row::subject).distinct().toList();
  }

  static Page of(Replayed replayed, String linkToGatling) {
    var rows = replayed.rows();
    var subjects = rows.stream().map(Row::subject).distinct().toList();
    var panels = new ArrayList<Panel>();
    var tables = new ArrayList<Tables>();
    var originals = new ArrayList<>(Original.table());
    for (var connections : Connections.values()) {
      var ours = rows.stream().filter(row -> row.connections() == connections).toList();
      if (!ours.isEmpty()) {
        panels.add(Panel.of(connections, subjects, rows));
        tables.add(
            new Tables(Panel.heading(connections), tables(connections, subjects, ours, originals)));
      }
    }
    if (!originals.isEmpty()) {
      tables.add(new Tables("The original’s figures", List.of(Table.of(originals))));
    }
    return new Page(Findings.of(replayed), replayed, panels, tables, linkToGatling);
  }

  /**
   * The original closed every connection, so its rows stand under ours of that kind and model.
   *
   * @param originals those without a place so far; those that find one here are taken out
   */
  private static List<Table> tables(
      Connections connections, List<Subject> subjects, List<Row> rows, List<Original> originals) {
    var tables = new ArrayList<Table>();
    for (var subject : subjects) {
      var ours = rows.stream().filter(row -> row.subject().equals(subject)).toList();
      if (ours.isEmpty()) {
        continue;
      }
      var alike =
          originals.stream()
              .filter(it -> connections == Connections.CLOSE && it.model().equals(subject.model()))
              .toList();
      originals.removeAll(alike);
      tables.add(Table.of(subject, ours, alike));
    }
    return tables;
  }
}
