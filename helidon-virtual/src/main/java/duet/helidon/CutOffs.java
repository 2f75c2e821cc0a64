package duet.helidon;

import duet.service.Metrics;
import duet.service.Pace;
import duet.service.PaceLimits;

/**
 * Counts the clients that are cut off, and takes its time: Helidon looks at all connections in a
 * row, and a thousand virtual threads that are woken at once would keep everybody else waiting.
 * Safe for use by several threads, of which there is one that looks and perhaps one that stops the
 * server.
 */
final class CutOffs {
  private final Metrics metrics;
  private int inARow;

  CutOffs(Metrics metrics) {
    this.metrics = metrics;
  }

  /** One was cut off just now. */
  void add(Pace.Overdue what) {
    metrics.cutOff(what);
    if (isTheLastInARow()) {
      try {
        Thread.sleep(PaceLimits.THEN_MILLIS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized boolean isTheLastInARow() {
    inARow = (inARow + 1) % PaceLimits.CUT_OFF_AT_ONCE;
    return inARow == 0;
  }
}
