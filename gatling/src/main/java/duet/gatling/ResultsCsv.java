package duet.gatling;

import static duet.gatling.Quantity.FILE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;

/**
 * The table as {@code results.csv}: the original's columns in its order and with its decimals, then
 * ours. A figure that does not exist, such as a rate where nothing was answered, is an empty cell.
 */
final class ResultsCsv {
  private static final List<String> OURS =
      List.of("connection", "transferred", "p50_ms", "p95_ms", "p99_ms", "max_ms");

  private ResultsCsv() {}

  static String render(List<Row> rows) {
    var text = new StringBuilder();
    // The original ends its lines as Unix does, RFC 4180 notwithstanding.
    var format = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();
    try (var printer = format.print(text)) {
      printer.printRecord(header());
      for (var row : rows) {
        printer.printRecord(cells(row));
      }
    } catch (IOException e) {
      // A StringBuilder has no I/O that could fail.
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static List<String> header() {
    var header = new ArrayList<>(List.of("server", "model", "port"));
    Stream.of(NineColumns.values()).map(NineColumns::field).forEach(header::add);
    header.addAll(OURS);
    return header;
  }

  private static List<String> cells(Row row) {
    var subject = row.subject();
    var cells =
        new ArrayList<>(List.of(subject.name(), subject.model(), FILE.fixed(subject.port(), 0)));
    cells.addAll(NineColumns.cells(row, FILE).values());
    cells.add(row.connections().token());
    cells.add(row.exact() ? "exact" : "reconstructed");
    for (var nanos : List.of(row.p50Nanos(), row.p95Nanos(), row.p99Nanos(), row.maxNanos())) {
      cells.add(FILE.exactMillis(row, nanos));
    }
    return cells;
  }
}
