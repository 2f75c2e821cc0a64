package duet.helidon;

import duet.service.Metrics;
import duet.service.Pace;
import duet.service.PaceLimits;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks at all connections of a listener every {@link PaceLimits#LOOK}, and cuts off clients that
 * take too long. One thread of the system does so, by {@link System#nanoTime()}: Helidon's own look
 * (4.5.0) is a task of a {@link java.util.Timer}, which rests until the clock of the day has come
 * to an hour, and so for a day where that is put back by one. Safe for use by several threads.
 */
final class CutOffs {
  private static final Logger LOG = Logger.getLogger("duet.helidon");

  private final Metrics metrics;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("cut-offs").unstarted(this::watch);

  /**
   * @param metrics counts those that are cut off
   */
  CutOffs(Metrics metrics) {
    this.metrics = metrics;
  }

  void start() {
    thread.start();
  }

  /** Ends; nobody is cut off any more. */
  void close() {
    thread.interrupt();
  }

  /** From now on it is looked at. */
  void add(Connection connection) {
    connections.add(connection);
  }

  /** It has ended. */
  void remove(Connection connection) {
    connections.remove(connection);
  }

  private void watch() {
    long lookedNanos = System.nanoTime();
    try {
      while (true) {
        Thread.sleep(PaceLimits.LOOK);
        long nowNanos = System.nanoTime();
        long stoodStillNanos = PaceLimits.stoodStillNanos(nowNanos - lookedNanos);
        if (stoodStillNanos > 0) {
          connections.forEach(each -> each.forgive(stoodStillNanos));
        }
        look();
        // What the look itself takes, a thousand pauses perhaps, is no standstill.
        lookedNanos = System.nanoTime();
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  /** In pieces: a thousand virtual threads that are woken at once keep everybody else waiting. */
  private void look() throws InterruptedException {
    int cutOff = 0;
    for (Connection connection : connections) {
      Pace.@Nullable Overdue overdue = null;
      try {
        overdue = connection.cutOffIfOverdue(System.nanoTime());
      } catch (RuntimeException e) { // the others are to be looked at all the same
        LOG.log(Level.SEVERE, "a connection cannot be cut off", e);
      }
      if (overdue != null) {
        metrics.cutOff(overdue);
        if (++cutOff % PaceLimits.cutOffAtOnce(connections.size()) == 0) {
          Thread.sleep(PaceLimits.THEN_MILLIS);
        }
      }
    }
  }
}
