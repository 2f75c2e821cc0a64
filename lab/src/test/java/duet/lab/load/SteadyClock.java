package duet.lab.load;

/**
 * Goes as time does, but between two readings passes a millisecond at most: while a machine does
 * something else and the loop cannot look, no time passes. The loop's thread reads it; a script may
 * wait by it on any thread.
 */
final class SteadyClock implements NanoClock {
  private static final long MOST_NANOS = 1_000_000;

  private long readNanos = System.nanoTime();
  private volatile long nanos = readNanos;

  @Override
  public long nanoTime() {
    long now = System.nanoTime();
    long next = nanos + Math.min(now - readNanos, MOST_NANOS);
    readNanos = now;
    nanos = next;
    return next;
  }

  /** Returns when as much has passed for the loop that reads this clock. */
  void await(long millis) throws InterruptedException {
    long until = nanos + millis * 1_000_000;
    while (until - nanos > 0) {
      Thread.sleep(1);
    }
  }
}
