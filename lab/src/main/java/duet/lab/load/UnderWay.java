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
  private double unrecorded;

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

  /**
   * It has ended.
   *
   * @param recorded whether all the time that it was under way stands in the service times
   */
  void remove(Connection connection, long now, boolean recorded) {
    integrate(now);
    unrecorded +=
        Math.max(0, Math.min(now, toNanos) - Math.max(connection.sentNanos, fromNanos))
            - (recorded ? now - connection.sentNanos : 0);
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
   * What the sum of the recorded service times lacks of the time that requests were under way
   * within the windows, in nanoseconds: that of requests without a recorded time, less what
   * recorded ones have outside the windows. Once all have ended, both together are the λ W of
   * Little's law for windows that are not endless.
   */
  double unrecorded() {
    return unrecorded;
  }

  private void integrate(long now) {
    long until = Math.min(now, toNanos);
    if (until > lastNanos) {
      area += (double) count * (until - lastNanos);
      lastNanos = until;
    }
  }
}
