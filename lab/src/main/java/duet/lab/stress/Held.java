package duet.lab.stress;

import duet.lab.process.ArmProcess;
import duet.lab.process.FullCollection;
import duet.lab.sample.Footprint;
import duet.lab.sample.Metrics;
import duet.lab.sample.ProcessGoneException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/**
 * What a server holds at one moment.
 *
 * @param connections of clients, by its own count
 * @param bufferedBytes of their requests, likewise
 * @param footprint as the kernel has it
 * @param heapBytes in use, garbage that was not collected included
 */
record Held(long connections, long bufferedBytes, Footprint footprint, long heapBytes) {
  /**
   * Files that a JVM opens for a moment or on its first need, and a connection of the admin port
   * that is just being closed.
   */
  private static final int DESCRIPTORS_MORE = 8;

  /** Of the JVM's own: carriers, compilers, timers come and go with load. */
  private static final int THREADS_MORE = 6;

  /**
   * Caches that fill. A leak of a hundred bytes for each of 60,000 connections would be twice as
   * much.
   */
  static final long HEAP_BYTES_MORE = 3 << 20;

  private static final int COLLECTIONS = 5;

  private static final double MIB = 1 << 20;
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final String CONNECTIONS = "duet_connections";
  private static final String BUFFERED = "duet_buffered_bytes";
  private static final String HEAP = "jvm_memory_used_bytes{area=\"heap\"}";

  /** As it is now. */
  static Held now(ArmProcess server) throws IOException {
    try {
      Metrics metrics = Metrics.read(admin(server));
      return new Held(
          metrics.whole(CONNECTIONS),
          metrics.whole(BUFFERED),
          Footprint.of(server.pid()),
          metrics.whole(HEAP));
    } catch (ProcessGoneException _) {
      throw new IOException(server.howEnded());
    }
  }

  static URI admin(ArmProcess server) {
    return server.admin().orElseThrow(() -> new IllegalStateException("no admin port"));
  }

  /**
   * As soon as it has no more connections than that, and with none keeps no bytes of requests;
   * after that time as it is then.
   */
  static Held whenConnections(ArmProcess server, long most, Duration patience)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (hasMore(Metrics.read(admin(server)), most) && System.nanoTime() - end < 0) {
      Thread.sleep(LOOK);
    }
    // The server counts a connection as gone before its descriptor is.
    Thread.sleep(4 * LOOK.toMillis());
    return now(server);
  }

  private static boolean hasMore(Metrics metrics, long most) throws IOException {
    return metrics.whole(CONNECTIONS) > most || (most == 0 && metrics.whole(BUFFERED) > 0);
  }

  /**
   * The same after garbage has been collected: what has a cleaner is freed by the second time, and
   * up to a twentieth of the old generation stays as it is but for every fourth ({@code
   * MarkSweepDeadRatio}, {@code MarkSweepAlwaysCompactCount} of HotSpot's serial collector).
   */
  static Held settled(ArmProcess server, long mostConnections, Duration patience)
      throws IOException, InterruptedException {
    var _ = whenConnections(server, mostConnections, patience);
    for (int i = 0; i < COLLECTIONS; i++) {
      FullCollection.of(server.pid());
    }
    return now(server);
  }

  /**
   * Whether it is back to what it was before, but for what a JVM does by itself. What is kept of
   * requests is in no case left: it is missing to those who come later.
   */
  boolean isBackTo(Held before) {
    return connections <= before.connections
        && bufferedBytes == 0
        && footprint.descriptors() <= before.footprint.descriptors() + DESCRIPTORS_MORE
        && footprint.threads() <= before.footprint.threads() + THREADS_MORE;
  }

  /** What is left of something, garbage collected or not. */
  Fact left(String row, Held before) {
    return new Fact(
        row + ": left connections, buffered bytes, descriptors, threads",
        String.format(
            Locale.ROOT,
            "%d, %d, %+d, %+d",
            connections,
            bufferedBytes,
            footprint.descriptors() - before.footprint.descriptors(),
            footprint.threads() - before.footprint.threads()),
        "0, 0, <= +%d, <= +%d".formatted(DESCRIPTORS_MORE, THREADS_MORE),
        isBackTo(before));
  }

  /** What is left in a heap; neither holds garbage. */
  Fact heapLeft(String row, Held before) {
    return new Fact(
        row + ": left in the heap",
        String.format(
            Locale.ROOT, "%.2f MiB, %+.2f", heapBytes / MIB, (heapBytes - before.heapBytes) / MIB),
        String.format(Locale.ROOT, "<= %+.0f MiB", HEAP_BYTES_MORE / MIB),
        heapIsBackTo(before));
  }

  /** Likewise of heaps that hold no garbage. */
  boolean heapIsBackTo(Held before) {
    return heapBytes <= before.heapBytes + HEAP_BYTES_MORE;
  }
}
