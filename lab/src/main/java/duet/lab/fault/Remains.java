package duet.lab.fault;

import duet.lab.stress.Fact;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What a fault leaves behind in a server once it is over and nobody asks any more.
 *
 * @param descriptors more than before, without those of pooled connections
 * @param threads of the platform, more than before
 * @param connections of clients
 * @param requests under way
 * @param bufferedBytes of requests; -1 where it does not say
 * @param pooled connections in use or waited for, of both pools
 */
record Remains(
    long descriptors,
    long threads,
    long connections,
    long requests,
    long bufferedBytes,
    long pooled) {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofMillis(100);

  /** A library may have been opened, and a thread more may wait to be used again. */
  private static final int MORE_DESCRIPTORS = 16;

  private static final int MORE_THREADS = 8;

  static final String MUST =
      "nothing in use, <= %d descriptors and %d threads more"
          .formatted(MORE_DESCRIPTORS, MORE_THREADS);

  private static final List<String> POOLS = List.of("database", "backend");

  /** Looks until nothing is left, or for five seconds. */
  static Remains await(InetSocketAddress admin, Inside before)
      throws IOException, InterruptedException {
    return await(admin, before, 0);
  }

  /**
   * Likewise.
   *
   * @param kept connections that somebody else has all the time
   */
  static Remains await(InetSocketAddress admin, Inside before, int kept)
      throws IOException, InterruptedException {
    for (long begin = System.nanoTime(); ; Thread.sleep(LOOK)) {
      boolean last = System.nanoTime() - begin > PATIENCE.toNanos();
      try {
        Remains remains = between(before, Inside.of(admin), kept);
        if (remains.areNone() || last) {
          return remains;
        }
      } catch (IOException e) {
        if (last) {
          throw e;
        }
      }
    }
  }

  static Remains between(Inside before, Inside after, int kept) {
    return new Remains(
        after.descriptors() - before.descriptors(),
        after.threads() - before.threads(),
        after.connections() - kept,
        after.requestsUnderWay(),
        after.bufferedBytes(),
        POOLS.stream()
            .mapToLong(pool -> after.pool(pool, "in_use") + after.waitingFor(pool))
            .sum());
  }

  boolean areNone() {
    return descriptors <= MORE_DESCRIPTORS
        && threads <= MORE_THREADS
        && connections == 0
        && requests == 0
        && bufferedBytes == 0
        && pooled == 0;
  }

  String inWords() {
    return String.format(
        Locale.ROOT,
        "%d connections, %d requests, %d bytes, %d pooled in use; %+d descriptors, %+d threads",
        connections,
        requests,
        bufferedBytes,
        pooled,
        descriptors,
        threads);
  }

  Fact fact(String fault) {
    return new Fact(fault + ": left behind", inWords(), MUST, areNone());
  }
}
