package duet.lab.load;

import org.jspecify.annotations.Nullable;

/**
 * The requests that have been sent and not answered, in the order of their sending, and how many
 * there were on average within the window. Allocates nothing; one thread.
 */
final class UnderWay {
  private @Nullable Connection oldest;
  private @Nullable Connection newest;
  private long count;
  private final long fromNanos;
  private final long toNanos;
  private long lastNanos;
  private double area;

  /** Averaged over this window; before the first request is sent. */
  UnderWay(long openNanos, long closeNanos) {
    fromNanos = openNanos;
    toNanos = closeNanos;
    lastNanos = openNanos;
  }

  @Nullable Connection oldest() {
    return oldest;
  }

  void add(Connection connection, long now) {
    integrate(now);
    count++;
    connection.busy = true;
    @Nullable Connection before = newest;
    connection.older = before;
    connection.newer = null;
    if (before == null) {
      oldest = connection;
    } else {
      before.newer = connection;
    }
    newest = connection;
  }

  void remove(Connection connection, long now) {
    integrate(now);
    count--;
    connection.busy = false;
    @Nullable Connection before = connection.older;
    @Nullable Connection after = connection.newer;
    if (before == null) {
      oldest = after;
    } else {
      before.newer = after;
    }
    if (after == null) {
      newest = before;
    } else {
      after.older = before;
    }
    connection.older = null;
    connection.newer = null;
  }

  /** Requests under way, averaged over the window: the L of Little's law, L = λ W. */
  double mean() {
    integrate(toNanos);
    return area / (toNanos - fromNanos);
  }

  private void integrate(long now) {
    long until = Math.min(now, toNanos);
    if (until > lastNanos) {
      area += (double) count * (until - lastNanos);
      lastNanos = until;
    }
  }
}
