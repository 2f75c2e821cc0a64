package duet.gatling;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The columns of the original table: their order, their words and the decimals each is printed
 * with. Everything that prints the table asks here, so that file, terminal and page cannot drift
 * apart.
 */
enum NineColumns {
  TEST("test", "Test", "", 0),
  CONCURRENCY("concurrency", "Concurrency", "", 0),
  TIME_TAKEN("time_taken_s", "Time taken", "s", 3),
  COMPLETE("complete", "Complete", "", 0),
  FAILED("failed", "Failed", "", 0),
  TOTAL_TRANSFERRED("total_transferred_bytes", "Total transferred", "bytes", 0),
  REQUESTS_PER_SECOND("requests_per_s", "Requests/s", "", 2),
  TIME_PER_REQUEST("time_per_request_ms", "Time/request", "ms", 3),
  TRANSFER_RATE("transfer_rate_kbytes_s", "Transfer rate", "Kbytes/s", 2);

  private final String field;
  private final String heading;
  private final String unit;
  private final int decimals;

  NineColumns(String field, String heading, String unit, int decimals) {
    this.field = field;
    this.heading = heading;
    this.unit = unit;
    this.decimals = decimals;
  }

  /** What the column is called in a CSV file. */
  String field() {
    return field;
  }

  String heading() {
    return heading;
  }

  /** Empty for a plain count, and where the heading holds the unit. */
  String unit() {
    return unit;
  }

  String print(double value, Quantity quantity) {
    return quantity.fixed(value, decimals);
  }

  /** The nine cells of a row; bytes that were put together again are marked. */
  static Map<NineColumns, String> cells(Row row, Quantity quantity) {
    var cells = new EnumMap<NineColumns, String>(NineColumns.class);
    for (var column : values()) {
      var cell = column.print(column.of(row), quantity);
      var marked = column == TOTAL_TRANSFERRED && row.reconstructed();
      cells.put(column, marked ? quantity.about() + cell : cell);
    }
    return Collections.unmodifiableMap(cells);
  }

  private double of(Row row) {
    return switch (this) {
      case TEST -> row.test();
      case CONCURRENCY -> row.concurrency();
      case TIME_TAKEN -> row.timeTakenNanos() > 0 ? row.timeTakenSeconds() : Double.NaN;
      case COMPLETE -> row.complete();
      case FAILED -> row.failed();
      case TOTAL_TRANSFERRED -> row.totalTransferredBytes();
      case REQUESTS_PER_SECOND -> row.requestsPerSecond();
      case TIME_PER_REQUEST -> row.timePerRequestMillis();
      case TRANSFER_RATE -> row.transferRateKbytesPerSecond();
    };
  }
}
