package duet.helidon;

import duet.service.Metrics;
import duet.service.Pace;
import duet.service.PaceLimits;

/**
 * Counts the clients that are cut off, and takes its time: Helidon looks at all connections in a
 * row, and a thousand virtual threads that are woken at once would keep everybody else waiting. For
 * use by the thread that looks.
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
    inARow++;
    if (inARow == PaceLimits.CUT_OFF_AT_ONCE) {
      inARow = 0;
      try {
        Thread.sleep(PaceLimits.THEN_MILLIS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
