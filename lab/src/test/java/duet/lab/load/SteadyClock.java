package duet.lab.load;

/**
 * Goes as time does, but between two readings passes a millisecond at most: while a machine does
 * something else and the loop cannot look, no time passes. Nor does it until who waits by this
 * clock has heard that it need wait no longer. The loop's thread reads it; a script may wait by it
 * on any thread, one at a time.
 */
final class SteadyClock implements NanoClock {
  private static final long MOST_NANOS = 1_000_000;
  private static final long NEVER = Long.MAX_VALUE;

  private long readNanos = System.nanoTime();
  private volatile long nanos;
  private volatile long awaited = NEVER;

  @Override
  public long nanoTime() {
    long now = System.nanoTime();
    long next = Math.min(nanos + Math.min(now - readNanos, MOST_NANOS), awaited);
    readNanos = now;
    nanos = next;
    return next;
  }

  /** Returns when as much has passed for the loop that reads this clock. */
  void await(long millis) throws InterruptedException {
    long until = nanos + millis * 1_000_000;
    awaited = until;
    try {
      while (nanos < until) {
        Thread.sleep(1);
      }
    } finally {
      awaited = NEVER;
    }
  }
}
