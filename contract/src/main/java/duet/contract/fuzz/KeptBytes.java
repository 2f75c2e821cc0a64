package duet.contract.fuzz;

import duet.contract.fuzz.Finding.Kind;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Bytes of requests that a server keeps, as its metrics say. They come out of a budget: what is not
 * given back is missing to all who come later, until all are refused.
 */
final class KeptBytes {
  private static final String METRIC = "duet_buffered_bytes";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofMillis(100);

  private KeptBytes() {}

  /**
   * What a server that nobody asks any more still keeps after ten seconds; empty where that is
   * nothing.
   *
   * @throws IOException with one line for the terminal
   */
  static Optional<Finding> leak(String server, URI admin) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    long kept = of(admin);
    while (kept != 0 && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(LOOK.toNanos());
      kept = of(admin);
    }
    return kept == 0
        ? Optional.empty()
        : Optional.of(
            new Finding(
                Kind.LEAK,
                server,
                -1,
                String.format(Locale.ROOT, "%s must be 0 at the end: %d", METRIC, kept),
                ""));
  }

  private static long of(URI admin) throws IOException {
    return Remains.figure(Remains.metrics(admin), METRIC);
  }
}
