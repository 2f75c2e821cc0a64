package duet.service;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * So many of something at once and no more, be it connections or answers that are long. Nobody
 * waits for a place: who gets none is told so. Safe for use by several threads; never blocks.
 */
public final class Places {
  private final int most;
  private final AtomicInteger taken = new AtomicInteger();

  /**
   * @param most ≥ 0
   * @throws IllegalArgumentException if it is less
   */
  public Places(int most) {
    if (most < 0) {
      throw new IllegalArgumentException("most must be >= 0: " + most);
    }
    this.most = most;
  }

  /** Whether there is a place; if so, {@link #leave()} gives it back. */
  public boolean enter() {
    return enter(1);
  }

  /** Whether there are so many places; if so, {@link #leave(int)} gives them back. */
  public boolean enter(int count) {
    int seen = taken.get();
    while (seen <= most - count) {
      int before = taken.compareAndExchange(seen, seen + count);
      if (before == seen) {
        return true;
      }
      seen = before;
    }
    return false;
  }

  /** Called once for each {@link #enter()} that was true. */
  public void leave() {
    leave(1);
  }

  /** Of those that were entered. */
  public void leave(int count) {
    taken.addAndGet(-count);
  }

  /** How many there are. */
  public int most() {
    return most;
  }

  /** How many are taken. */
  public int taken() {
    return taken.get();
  }
}
