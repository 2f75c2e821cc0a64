package duet.gatling;

import static duet.gatling.Quantity.PAGE;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * One kind of connection in pictures.
 *
 * @param rate requests/s against concurrency
 * @param time the median response time against concurrency, with stems up to p95 and p99
 * @param levels the numbers of both pictures
 */
record Panel(Connections connections, Chart rate, Chart time, List<Level> levels) {
  private static final double NANOS_PER_MILLI = 1e6;

  /** One concurrency, the servers below each other. */
  record Level(int concurrency, List<Beside> servers) {}

  /**
   * @param ink the server's colour and shape in the pictures
   * @param cells requests/s in three digits or more, then p50, p95, p99 and the slowest in ms
   */
  record Beside(String name, int ink, boolean failed, List<String> cells) {}

  String heading() {
    return heading(connections);
  }

  static String heading(Connections connections) {
    return switch (connections) {
      case CLOSE -> "A new connection for each request";
      case KEEP_ALIVE -> "Connections kept alive";
    };
  }

  /** Whether a point of the pictures is hollow. */
  boolean flawed() {
    return levels.stream()
        .flatMap(level -> level.servers().stream())
        .anyMatch(server -> server.failed());
  }

  /** Whether there is a second server to set beside the first. */
  boolean compares() {
    return rate.traces().size() > 1;
  }

  /**
   * @param all rows of every kind of connection: they share their scales, so that panels compare
   */
  static Panel of(Connections connections, List<Subject> subjects, List<Row> all) {
    var rows = all.stream().filter(row -> row.connections() == connections).toList();
    var across = Chart.across(all.stream().map(Row::concurrency).toList());
    var rates = up(all.stream().mapToDouble(Row::requestsPerSecond));
    var times =
        up(
            all.stream()
                .flatMapToLong(row -> LongStream.of(row.p50Nanos(), row.p99Nanos()))
                .mapToDouble(nanos -> nanos / NANOS_PER_MILLI));
    return new Panel(
        connections,
        Chart.draw(
            "rate-" + connections.token(),
            "Requests per second against concurrency",
            "requests/s",
            series(subjects, rows, Row::requestsPerSecond, false),
            across,
            rates),
        Chart.draw(
            "time-" + connections.token(),
            "Response time in milliseconds against concurrency",
            "ms",
            series(subjects, rows, row -> row.p50Nanos() / NANOS_PER_MILLI, true),
            across,
            times),
        levels(subjects, rows));
  }

  private static Scale up(DoubleStream values) {
    return Scale.inSteps(values, Chart.BOTTOM, Chart.TOP);
  }

  private static List<Chart.Series> series(
      List<Subject> subjects, List<Row> rows, ToDoubleFunction<Row> figure, boolean stemmed) {
    return subjects.stream()
        .map(
            subject ->
                new Chart.Series(
                    subject.name(),
                    rows.stream()
                        .filter(row -> row.subject().equals(subject))
                        .map(row -> sample(row, figure.applyAsDouble(row), stemmed))
                        .toList()))
        .toList();
  }

  private static Chart.Sample sample(Row row, double value, boolean stemmed) {
    var stem =
        stemmed && value > 0
            ? List.of(row.p95Nanos() / NANOS_PER_MILLI, row.p99Nanos() / NANOS_PER_MILLI)
            : List.<Double>of();
    return new Chart.Sample(row.concurrency(), value, stem, row.failed() > 0);
  }

  private static List<Level> levels(List<Subject> subjects, List<Row> rows) {
    return rows.stream()
        .map(Row::concurrency)
        .distinct()
        .sorted()
        .map(
            concurrency ->
                new Level(
                    concurrency,
                    rows.stream()
                        .filter(row -> row.concurrency() == concurrency)
                        .map(row -> beside(row, subjects.indexOf(row.subject())))
                        .toList()))
        .toList();
  }

  private static Beside beside(Row row, int index) {
    var cells = new ArrayList<>(List.of(PAGE.brief(row.requestsPerSecond())));
    Stream.of(row.p50Nanos(), row.p95Nanos(), row.p99Nanos(), row.maxNanos())
        .forEach(nanos -> cells.add(PAGE.millis(row, nanos)));
    return new Beside(row.subject().name(), index % 2, row.failed() > 0, cells);
  }
}
