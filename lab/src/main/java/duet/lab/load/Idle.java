package duet.lab.load;

import org.jspecify.annotations.Nullable;

/**
 * Connections that wait for a request, taken in turn so that all are used. Allocates nothing; one
 * thread.
 */
final class Idle {
  private final @Nullable Connection[] ring;
  private int head;
  private int size;
  private long sinceNanos;

  Idle(int capacity) {
    ring = new @Nullable Connection[capacity];
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Since when there has been one without a break. */
  long sinceNanos() {
    return sinceNanos;
  }

  /** There was none to be used until now. */
  void since(long now) {
    sinceNanos = now;
  }

  void add(Connection connection, long now) {
    if (size == 0) {
      sinceNanos = now;
    }
    ring[(head + size) % ring.length] = connection;
    size++;
  }

  Connection take() {
    @Nullable Connection connection = ring[head];
    if (size == 0 || connection == null) {
      throw new IllegalStateException("no connection is idle");
    }
    ring[head] = null;
    head = (head + 1) % ring.length;
    size--;
    return connection;
  }

  /** Takes this one out, wherever it stands; nothing happens if it does not. */
  void remove(Connection connection) {
    int kept = 0;
    int before = size;
    for (int i = 0; i < before; i++) {
      @Nullable Connection at = ring[(head + i) % ring.length];
      if (at != connection) {
        ring[(head + kept++) % ring.length] = at;
      }
    }
    for (int i = kept; i < before; i++) {
      ring[(head + i) % ring.length] = null;
    }
    size = kept;
  }
}
