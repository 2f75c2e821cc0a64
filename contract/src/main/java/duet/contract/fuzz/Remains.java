package duet.contract.fuzz;

import duet.contract.Wire;
import duet.contract.fuzz.Finding.Kind;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server holds, as its metrics say.
 *
 * @param connections of clients that are open
 * @param inFlight requests that are not answered
 * @param threads platform threads that live
 * @param descriptors that are open
 */
record Remains(long connections, long inFlight, long threads, long descriptors) {
  /** A server may take threads for itself as it meets its first load. */
  private static final int MORE_THREADS = 64;

  /** Threads and pools have some of their own. */
  private static final int MORE_DESCRIPTORS = 64;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * Asks a server.
   *
   * @throws IOException with one line for the terminal
   */
  static Remains of(URI admin) throws IOException {
    String text = metrics(admin);
    return new Remains(
        figure(text, "duet_connections"),
        figure(text, "duet_requests_in_flight"),
        figure(text, "jvm_threads_current"),
        figure(text, "process_open_fds"));
  }

  /**
   * All that it says of itself.
   *
   * @throws IOException with one line for the terminal
   */
  static String metrics(URI admin) throws IOException {
    try (Wire wire = Wire.to(admin)) {
      return wire.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
          .answer()
          .body();
    } catch (IOException e) {
      throw new IOException(
          "--admin must be a server's admin port: " + admin + ": " + e.getMessage(), e);
    }
  }

  /**
   * One of them.
   *
   * @throws IOException with one line for the terminal, where there is none
   */
  static long figure(String text, String name) throws IOException {
    Matcher sample = Pattern.compile("(?m)^" + name + " (\\d+)").matcher(text);
    if (!sample.find()) {
      throw new IOException("--admin must have the metric " + name);
    }
    return Long.parseLong(sample.group(1));
  }

  /** What is left of it once it has had ten seconds; empty where that is no more than before. */
  static Optional<Finding> leak(String server, URI admin, Remains before) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Remains now = of(admin);
    while (now.isMoreThan(before) && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      now = of(admin);
    }
    return now.isMoreThan(before)
        ? Optional.of(
            new Finding(
                Kind.LEAK,
                server,
                -1,
                "before " + before.inWords() + ", after " + now.inWords(),
                ""))
        : Optional.empty();
  }

  boolean isMoreThan(Remains before) {
    return connections > before.connections
        || inFlight > before.inFlight
        || threads > before.threads + MORE_THREADS
        || descriptors > before.descriptors + MORE_DESCRIPTORS;
  }

  String inWords() {
    return String.format(
        Locale.ROOT,
        "%d connections, %d requests in flight, %d threads, %d descriptors",
        connections,
        inFlight,
        threads,
        descriptors);
  }
}
