package duet.lab.sample;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an arm's JVM says of itself at {@code /metrics} of its admin port. Counts are since it
 * started.
 *
 * @param atNanos of {@link System#nanoTime()}, just before the question
 * @param allocatedBytes on the heap, by all threads
 * @param collections garbage collections that stopped the program
 * @param collectionSeconds what they took, in whole milliseconds each
 * @param heapUsedBytes what is reachable and what is not yet collected
 * @param requests answers of every route and status; empty where the arm does not count
 */
public record AdminFigures(
    long atNanos,
    long allocatedBytes,
    long collections,
    double collectionSeconds,
    long heapUsedBytes,
    OptionalLong requests) {

  private static final String ALLOCATED = "jvm_allocated_bytes_total";
  private static final String COLLECTIONS = "jvm_gc_collection_seconds_count";
  private static final String COLLECTION_SECONDS = "jvm_gc_collection_seconds_sum";
  private static final String USED = "jvm_memory_used_bytes";
  private static final String REQUESTS = "duet_requests_total";

  /**
   * Asks once, over a connection of its own that is closed afterwards, in the caller's thread.
   *
   * @param admin the base URL of the admin port, {@code http://127.0.0.1:45001}
   * @return empty when nobody listens there or what answers has not these figures
   * @throws IOException when the arm listens but does not answer in time
   */
  public static Optional<AdminFigures> read(URI admin, Duration timeout) throws IOException {
    var at = System.nanoTime();
    return AdminPage.read(admin, "/metrics", timeout).flatMap(text -> parse(at, text));
  }

  /** Of Prometheus' text format; empty when a figure of the JVM is missing. */
  static Optional<AdminFigures> parse(long atNanos, String exposition) {
    var allocated = new Sum();
    var collections = new Sum();
    var seconds = new Sum();
    var heap = new Sum();
    var requests = new Sum();
    for (var line : exposition.split("\n", -1)) {
      switch (name(line)) {
        case ALLOCATED -> allocated.add(line);
        case COLLECTIONS -> collections.addUnlessConcurrent(line);
        case COLLECTION_SECONDS -> seconds.addUnlessConcurrent(line);
        case USED -> heap.addIf(line.contains("area=\"heap\""), line);
        case REQUESTS -> requests.add(line);
        // Before the first request there is no sample, but a type.
        case "# TYPE " + REQUESTS + " counter" -> requests.seen = true;
        default -> {}
      }
    }
    if (!(allocated.seen && collections.seen && seconds.seen && heap.seen)) {
      return Optional.empty();
    }
    return Optional.of(
        new AdminFigures(
            atNanos,
            (long) allocated.value,
            (long) collections.value,
            seconds.value,
            (long) heap.value,
            requests.seen ? OptionalLong.of((long) requests.value) : OptionalLong.empty()));
  }

  /** Of a sample; a comment is given back as it is. */
  private static String name(String line) {
    if (line.startsWith("#")) {
      return line.strip();
    }
    var end = line.indexOf('{');
    return line.substring(0, end >= 0 ? end : Math.max(0, line.indexOf(' ')));
  }

  private static final class Sum {
    double value;
    boolean seen;

    void add(String line) {
      seen = true;
      value += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }

    void addIf(boolean wanted, String line) {
      if (wanted) {
        add(line);
      }
    }

    /** ZGC and Shenandoah name their concurrent cycles beside the pauses within them. */
    void addUnlessConcurrent(String line) {
      addIf(!line.contains("Cycles\""), line);
    }
  }
}
