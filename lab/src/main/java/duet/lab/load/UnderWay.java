package duet.lab.load;

import org.jspecify.annotations.Nullable;

/**
 * The requests that have been sent and not answered, in the order of their sending, and how many
 * there were within the windows. Allocates nothing; one thread.
 */
final class UnderWay {
  private @Nullable Connection oldest;
  private @Nullable Connection newest;
  private long count;
  private long fromNanos;
  private long toNanos;
  private long lastNanos;
  private double area;
  private double lived;

  /** From now on they are summed up within this window; before its first request is sent. */
  void window(long openNanos, long closeNanos) {
    fromNanos = openNanos;
    toNanos = closeNanos;
    lastNanos = openNanos;
  }

  boolean isEmpty() {
    return count == 0;
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
    lived += Math.max(0, Math.min(now, toNanos) - Math.max(connection.sentNanos, fromNanos));
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

  /**
   * Requests under way, summed up over the time of all windows, in request-nanoseconds. Divided by
   * that time it is the L of Little's law, L = λ W.
   */
  double area() {
    if (toNanos != Long.MAX_VALUE) {
      integrate(toNanos);
    }
    return area;
  }

  /**
   * The time that each request was under way within the windows, from its send to its end, summed
   * up over all that have ended, in nanoseconds. Once all have, it is the λ W of Little's law for
   * windows that are not endless, and by another way the same as {@link #area()}.
   */
  double lived() {
    return lived;
  }

  private void integrate(long now) {
    long until = Math.min(now, toNanos);
    if (until > lastNanos) {
      area += (double) count * (until - lastNanos);
      lastNanos = until;
    }
  }
}
