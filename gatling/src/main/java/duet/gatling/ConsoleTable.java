package duet.gatling;

import static duet.gatling.Quantity.CONSOLE;
import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * A replay as plain text for a terminal of 120 columns, in ASCII as far as names and reasons allow.
 */
public final class ConsoleTable {
  private static final String GAP = "  ";

  /**
   * The words of {@link NineColumns} on two lines and the units on a third, then response times.
   */
  private static final List<List<String>> HEADINGS =
      List.of(
          cells("||Time|||Total||Time/|Transfer||||"),
          cells(
              "Test|Concurrency|taken|Complete|Failed|transferred|Requests/s|request|rate|p50|p95|p99|max"),
          cells("||s|||bytes||ms|Kbytes/s|ms|ms|ms|ms"));

  private record Block(Subject subject, Connections connections) {}

  private ConsoleTable() {}

  /**
   * Machine and warm-up first, then a block for each server and kind of connection, failures with
   * their reasons, and where the page is.
   *
   * @return lines that end in a line feed
   */
  public static String render(Replayed replayed, Path page) {
    var text = new StringBuilder();
    var machine = replayed.machine();
    line(
        text, replayed.request() + ", " + CONSOLE.count(replayed.requests(), "request") + " a row");
    line(
        text,
        String.join(
            ", ",
            machine.processor(),
            CONSOLE.count(machine.cores(), "processor"),
            CONSOLE.gibibytes(machine.memoryBytes()),
            machine.system(),
            "JDK " + machine.jdk()));
    line(text, "Warm-up, not counted: " + warmUp(replayed));
    var blocks = new LinkedHashMap<Block, List<Row>>();
    for (var row : replayed.rows()) {
      blocks
          .computeIfAbsent(
              new Block(row.subject(), row.connections()), block -> new ArrayList<Row>())
          .add(row);
    }
    blocks.forEach((block, rows) -> table(text, block, rows));
    failures(text, replayed);
    blankLine(text);
    line(text, "Report: " + page);
    return text.toString();
  }

  private static String warmUp(Replayed replayed) {
    return replayed.warmUps().isEmpty()
        ? "none"
        : replayed.warmUps().stream()
            .map(it -> CONSOLE.count(it.requests(), "request") + " to " + it.subject().name())
            .collect(joining(", "));
  }

  private static void table(StringBuilder text, Block block, List<Row> rows) {
    var subject = block.subject();
    var how = subject.model() + ", port " + subject.port();
    blankLine(text);
    line(text, subject.name() + " (" + how + "), connection: " + block.connections().token());
    var lines = new ArrayList<>(HEADINGS);
    for (var row : rows) {
      var cells = new ArrayList<>(NineColumns.cells(row, CONSOLE).values());
      for (var nanos : List.of(row.p50Nanos(), row.p95Nanos(), row.p99Nanos(), row.maxNanos())) {
        cells.add(CONSOLE.millis(row, nanos));
      }
      lines.add(cells);
    }
    var widths = new int[HEADINGS.getFirst().size()];
    for (var cells : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], cells.get(i).length());
      }
    }
    for (var cells : lines) {
      var padded = new ArrayList<String>();
      for (int i = 0; i < widths.length; i++) {
        padded.add(" ".repeat(widths[i] - cells.get(i).length()) + cells.get(i));
      }
      line(text, String.join(GAP, padded).stripTrailing());
    }
    if (rows.stream().anyMatch(Row::reconstructed)) {
      line(text, "~ put together from the parsed answer, not counted on the wire");
    }
  }

  private static void failures(StringBuilder text, Replayed replayed) {
    blankLine(text);
    if (replayed.failed() == 0 && replayed.failures().isEmpty()) {
      line(text, "No request failed.");
      return;
    }
    line(text, CONSOLE.count(replayed.failed(), "request") + " failed:");
    for (var failure : replayed.failures()) {
      line(
          text,
          String.join(
              ", ",
              "%7s".formatted(CONSOLE.count(failure.count())) + "  " + failure.subject().name(),
              failure.connections().token(),
              "concurrency " + failure.concurrency() + ": " + failure.reason()));
    }
  }

  private static List<String> cells(String line) {
    return List.of(line.split("\\|", -1));
  }

  private static void blankLine(StringBuilder text) {
    text.append('\n');
  }

  /** A reason may hold whatever a server sent: what steers a terminal must not reach it. */
  private static void line(StringBuilder text, String line) {
    text.append(line.replaceAll("\\p{Cntrl}", "?")).append('\n');
  }
}
