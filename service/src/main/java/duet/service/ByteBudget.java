package duet.service;

import java.util.concurrent.atomic.AtomicLong;

/**
 * So many bytes of clients may be kept at once, by all requests together. Safe for use by several
 * threads; never blocks.
 */
public final class ByteBudget {
  private final long most;
  private final AtomicLong taken = new AtomicLong();

  /**
   * @param most ≥ 0
   */
  public ByteBudget(long most) {
    this.most = most;
  }

  /** Whether there is room for so many more; if so, {@link #giveBack} makes it free again. */
  public boolean take(long bytes) {
    long seen = taken.get();
    while (seen <= most - bytes) {
      long before = taken.compareAndExchange(seen, seen + bytes);
      if (before == seen) {
        return true;
      }
      seen = before;
    }
    return false;
  }

  /** Of what was taken. */
  public void giveBack(long bytes) {
    taken.addAndGet(-bytes);
  }

  /** Bytes that are kept now. */
  public long taken() {
    return taken.get();
  }
}
