package duet.helidon;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Interrupts virtual threads whose time is up, whatever they wait for then: an interrupted virtual
 * thread that reads from a socket closes it ({@link java.net.Socket#getInputStream()}). One thread
 * of the system looks at all of them; a time-out on each read would cost a timer for each, a sixth
 * of the processor time of {@code /db}. Safe for use by several virtual threads.
 */
final class Deadlines {
  /** A time may be up for this long before it is seen. */
  private static final long LOOK_MILLIS = 20;

  private final Set<Deadline> pending = ConcurrentHashMap.newKeySet();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("deadlines").unstarted(this::watch);
  private volatile boolean resting;

  void start() {
    thread.start();
  }

  /** Ends; nobody is interrupted any more. */
  void close() {
    thread.interrupt();
  }

  /** From now on the calling thread has this long. */
  Deadline begin(Duration time) {
    var deadline = new Deadline(Thread.currentThread(), System.nanoTime() + time.toNanos());
    pending.add(deadline);
    if (resting) {
      LockSupport.unpark(thread);
    }
    return deadline;
  }

  private void watch() {
    try {
      while (true) {
        rest();
        Thread.sleep(LOOK_MILLIS);
        long nowNanos = System.nanoTime();
        for (Deadline deadline : pending) {
          deadline.look(nowNanos);
        }
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  /** Until there is something to look at; a server without a request wakes nobody. */
  private void rest() {
    resting = true;
    if (pending.isEmpty()) {
      LockSupport.park(this);
    }
    resting = false;
  }

  /** Until when one thread may work. Guarded by itself. */
  final class Deadline {
    private final Thread worker;
    private final long endNanos;
    private boolean ended;
    private boolean missed;

    private Deadline(Thread worker, long endNanos) {
      this.worker = worker;
      this.endNanos = endNanos;
    }

    /** Interrupts again at each look: what is interrupted may wait for something else next. */
    private synchronized void look(long nowNanos) {
      if (!ended && nowNanos - endNanos >= 0) {
        missed = true;
        worker.interrupt();
      }
    }

    /**
     * The work is done; called by the thread that does it, which is not interrupted any more.
     *
     * @return whether it was not done in time
     */
    boolean end() {
      pending.remove(this);
      synchronized (this) {
        ended = true;
        if (missed) {
          Thread.interrupted(); // it was ours
        }
        return missed;
      }
    }
  }
}
