package duet.gatling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows a replay from row to row, says on the terminal how far it is, and writes the report; of
 * what is there, if the replay is broken off. Safe for use by several threads.
 */
public final class Journal {
  private final Plan plan;
  private final Path reports;
  private final List<String> settings;
  private final List<WarmUp> warmUps = new ArrayList<>();
  private final Set<WarmUp> warming = new HashSet<>();
  private final List<Recorder> recorders = new ArrayList<>();
  private @Nullable Instant startedAt;
  private @Nullable String closing;
  private int finished;

  /**
   * @param reports the folder that Gatling writes its reports to, and this one a folder beside them
   * @param settings how each server says it is tuned
   */
  public Journal(Plan plan, Path reports, List<String> settings) {
    this.plan = plan;
    this.reports = reports;
    this.settings = List.copyOf(settings);
  }

  /** A warm-up that will take place. */
  public synchronized WarmUp add(WarmUp warmUp) {
    warmUps.add(warmUp);
    return warmUp;
  }

  /** A row that will be replayed. */
  public synchronized Recorder add(Recorder recorder) {
    recorders.add(recorder);
    return recorder;
  }

  /** A user of a warm-up begins; the first one is told to the terminal. */
  public synchronized void begin(WarmUp warmUp) {
    if (warming.add(warmUp)) {
      say("[warm-up %d/%d] %s".formatted(warming.size(), warmUps.size(), warmUp.name()));
    }
  }

  /** A row is about to be replayed. */
  public synchronized void begin() {
    if (startedAt == null) {
      startedAt = Instant.now();
      for (Subject subject : plan.subjects()) {
        say(
            String.format(
                Locale.ROOT,
                "warmed up %s with %,d requests that are not counted",
                subject.name(),
                warmUps(subject)));
      }
    }
  }

  /** A request of a row has ended; the row's last one is told to the terminal. */
  public void ended(Recorder recorder) {
    if (recorder.announce()) {
      tell(recorder);
    }
  }

  private synchronized void tell(Recorder recorder) {
    if (closing != null) {
      return; // broken off: what ends now is not in the report
    }
    finished++;
    Row row = recorder.row();
    say(
        String.format(
            Locale.ROOT,
            "[%2d/%d] %-38s %s  failed %d%s",
            finished,
            plan.rows(),
            recorder.name(),
            speed(row),
            row.failed(),
            timeLeft()));
  }

  private static String speed(Row row) {
    return row.answered()
        ? String.format(
            Locale.ROOT,
            "%,9.1f requests/s  p50 %8.3f ms",
            row.requestsPerSecond(),
            row.p50Nanos() / 1e6)
        : "no answer";
  }

  private String timeLeft() {
    int left = plan.rows() - finished;
    if (startedAt == null || left == 0) {
      return "";
    }
    long each = Duration.between(startedAt, Instant.now()).toMillis() / finished;
    return "  about " + Math.max(1, each * left / 1000) + " s left";
  }

  /**
   * Writes the report of all rows that are complete; a second call does nothing.
   *
   * @return whether there was a row to report
   * @throws IOException if it cannot be written
   */
  public synchronized boolean write() throws IOException {
    List<Recorder> complete = recorders.stream().filter(Recorder::finished).toList();
    if (complete.isEmpty() || startedAt == null) {
      return false;
    }
    if (closing == null) {
      var replayed = replayed(complete, startedAt);
      Path page = ReplayReport.write(replayed, folder());
      closing = ConsoleTable.render(replayed, page);
      if (complete.size() < plan.rows()) {
        closing +=
            "broken off: %d of %d rows were replayed and are in the report%n"
                .formatted(complete.size(), plan.rows());
      }
    }
    return true;
  }

  /**
   * The table and where the page is, for the end of the terminal's output; that there is none, and
   * whose the page is that may lie there, before a row is complete.
   */
  public synchronized String closing() {
    if (closing != null) {
      return closing;
    }
    Path earlier = folder().resolve("index.html");
    return "broken off: 0 of %d rows were replayed, and no report was written%s%n"
        .formatted(
            plan.rows(),
            Files.exists(earlier) ? "; an earlier replay's is still there: " + earlier : "");
  }

  private Path folder() {
    return reports.resolveSibling("replay").toAbsolutePath().normalize();
  }

  private Replayed replayed(List<Recorder> complete, Instant start) {
    return new Replayed(
        start,
        plan.requests(),
        Requests.inWords(plan.path()),
        plan.subjects().stream()
            .map(subject -> new Replayed.WarmUp(subject, warmUps(subject)))
            .toList(),
        complete.stream().map(Recorder::row).sorted(TABLE_ORDER).toList(),
        complete.stream().flatMap(recorder -> recorder.failures().stream()).toList(),
        ThisMachine.read(),
        settings,
        newestReport());
  }

  /**
   * Rows are measured in turns; the table has them by kind of connection, server and concurrency.
   */
  private static final Comparator<Row> TABLE_ORDER =
      Comparator.comparing(Row::connections)
          .thenComparing((Row row) -> row.subject().model())
          .thenComparingInt(Row::test);

  private int warmUps(Subject subject) {
    return warmUps.stream()
        .filter(warmUp -> warmUp.subject().equals(subject))
        .mapToInt(WarmUp::sent)
        .sum();
  }

  /** Gatling names the folder of a run after its start, and makes it before the first request. */
  private Path newestReport() {
    try (var folders = Files.list(reports)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("simulation.log")))
          .max(Comparator.comparing(folder -> folder.getFileName().toString()))
          .orElse(reports);
    } catch (IOException e) {
      return reports;
    }
  }

  @SuppressWarnings("SystemOut") // the terminal is the user interface here
  private static void say(String line) {
    System.out.println(line);
  }
}
