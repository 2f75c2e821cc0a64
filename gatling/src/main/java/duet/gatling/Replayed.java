package duet.gatling;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * All that one replay found, in the order it was measured.
 *
 * @param startedAt when the first counted request was sent
 * @param requests counted requests in each row
 * @param request method and path of every request, for instance {@code GET /delay/5}
 * @param warmUps uncounted requests sent beforehand to each server
 * @param rows the table
 * @param failures why requests failed, most frequent first; empty when none did
 * @param machine where it ran
 * @param settings how each server said it was tuned, one line each
 * @param gatlingReport the folder of Gatling's own report
 */
public record Replayed(
    Instant startedAt,
    int requests,
    String request,
    List<WarmUp> warmUps,
    List<Row> rows,
    List<Failure> failures,
    Machine machine,
    List<String> settings,
    Path gatlingReport) {

  /** Uncounted requests sent to one server before the first counted one. */
  public record WarmUp(Subject subject, int requests) {}

  /** One reason and how many requests failed for it, in which row. */
  public record Failure(
      Subject subject, Connections connections, int concurrency, String reason, int count) {}

  /**
   * Where it ran.
   *
   * @param processor model name, or the architecture where the system does not tell
   * @param cores processors the JVM may use
   * @param memoryBytes physical memory
   * @param system name and version of the operating system
   * @param jdk vendor and version of the JDK that ran servers and client
   */
  public record Machine(String processor, int cores, long memoryBytes, String system, String jdk) {}

  public Replayed {
    warmUps = List.copyOf(warmUps);
    rows = List.copyOf(rows);
    failures = List.copyOf(failures);
    settings = List.copyOf(settings);
  }

  /** Requests that failed, over all rows. */
  public int failed() {
    return rows.stream().mapToInt(Row::failed).sum();
  }
}
