package duet.gatling;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Replays that never took place, with figures that can be checked by hand. */
final class Invented {
  static final Subject ASYNC =
      new Subject("vertx-async", "async", URI.create("http://127.0.0.1:45000"));
  static final Subject THREAD =
      new Subject("helidon-virtual", "thread", URI.create("http://127.0.0.1:46000"));
  static final Subject TARGET =
      new Subject("localhost:8080", "target", URI.create("http://localhost:8080"));

  static final List<Integer> CONCURRENCIES = List.of(1, 5, 10, 50, 100, 500, 1000);

  private static final Replayed.Machine MACHINE =
      new Replayed.Machine("A processor @ 2.00GHz", 2, 8L << 30, "Linux 6.1", "Temurin 25.0.3+9");

  private Invented() {}

  /** 1000 answers of 122 bytes in so many milliseconds; half took 1 ms, the slowest 4 ms. */
  static Row row(Subject subject, Connections connections, int test, int concurrency, long millis) {
    return new Row(
        subject,
        connections,
        test,
        concurrency,
        millis * 1_000_000,
        1000,
        0,
        122_000,
        true,
        1_000_000,
        2_000_000,
        3_000_000,
        4_000_000);
  }

  /** A row like {@link #row}, of whose requests so many failed and brought no byte. */
  static Row failing(Row row, int failed) {
    var none = failed == row.complete();
    return new Row(
        row.subject(),
        row.connections(),
        row.test(),
        row.concurrency(),
        row.timeTakenNanos(),
        row.complete(),
        failed,
        122L * (row.complete() - failed),
        row.exact(),
        none ? 0 : row.p50Nanos(),
        none ? 0 : row.p95Nanos(),
        none ? 0 : row.p99Nanos(),
        none ? 0 : row.maxNanos());
  }

  static Row reconstructed(Row row) {
    return new Row(
        row.subject(),
        row.connections(),
        row.test(),
        row.concurrency(),
        row.timeTakenNanos(),
        row.complete(),
        row.failed(),
        row.totalTransferredBytes(),
        false,
        row.p50Nanos(),
        row.p95Nanos(),
        row.p99Nanos(),
        row.maxNanos());
  }

  /** The full plan: the first server needs 500 ms a row, the second 400 ms, but 800 ms at 1000. */
  static List<Row> fullTable() {
    var rows = new ArrayList<Row>();
    for (var connections : Connections.values()) {
      for (int i = 0; i < CONCURRENCIES.size(); i++) {
        int concurrency = CONCURRENCIES.get(i);
        rows.add(row(ASYNC, connections, i + 1, concurrency, 500));
        rows.add(row(THREAD, connections, i + 1, concurrency, concurrency == 1000 ? 800 : 400));
      }
    }
    return rows;
  }

  static Replayed replay(List<Row> rows, Replayed.Failure... failures) {
    var subjects = rows.stream().map(Row::subject).distinct().toList();
    return new Replayed(
        Instant.parse("2026-01-02T03:04:05Z"),
        1000,
        "GET /",
        subjects.stream().map(subject -> new Replayed.WarmUp(subject, 20_000)).toList(),
        rows,
        List.of(failures),
        MACHINE,
        subjects.stream().map(subject -> subject.name() + ": backlog 1024").toList(),
        Path.of("target", "gatling", "replay-1"));
  }
}
