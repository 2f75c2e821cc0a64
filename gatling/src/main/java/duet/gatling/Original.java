package duet.gatling;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * One line of the table this experiment repeats, figure for figure: nothing is computed anew,
 * because ApacheBench computed with more digits than it printed.
 *
 * @param figures one for each of {@link NineColumns}
 */
record Original(String server, String model, int port, Map<NineColumns, Double> figures) {

  Original {
    figures = Collections.unmodifiableMap(new EnumMap<>(figures));
  }

  Map<NineColumns, String> cells(Quantity quantity) {
    var cells = new EnumMap<NineColumns, String>(NineColumns.class);
    figures.forEach((column, figure) -> cells.put(column, column.print(figure, quantity)));
    return Collections.unmodifiableMap(cells);
  }

  boolean failed() {
    return figures.getOrDefault(NineColumns.FAILED, 0.0) > 0;
  }

  /** The five lines, in the order of the file. */
  static List<Original> table() {
    var format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (var stream = Objects.requireNonNull(Original.class.getResourceAsStream("original.csv"));
        var parser = format.parse(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return parser.stream().map(Original::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Original of(CSVRecord line) {
    var figures = new EnumMap<NineColumns, Double>(NineColumns.class);
    for (var column : NineColumns.values()) {
      figures.put(column, Double.valueOf(line.get(column.field())));
    }
    return new Original(
        line.get("server"), line.get("model"), Integer.parseInt(line.get("port")), figures);
  }
}
