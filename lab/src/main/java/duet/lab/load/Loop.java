package duet.lab.load;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.Selector;

/**
 * The load: one thread that sends what is planned, reads what comes, and keeps account of itself.
 *
 * <p>In the open model it never sleeps: the selector's time-outs are whole milliseconds, and a
 * thread that parks wakes some 70 µs late. So its processor is always taken, and how much of that
 * was work is counted apart ({@link LoadResult#busyShare()}). In the closed model, where nothing is
 * planned ahead, it waits in the selector.
 */
final class Loop {
  /** Hears when the window opens and closes; must not block or allocate. */
  interface Listener {
    /** The window opened at this {@link System#nanoTime()}. */
    void opened(long nanos);

    /** The window closed. */
    void closed(long nanos);
  }

  private static final long TICK_NANOS = 1_000_000;
  private static final long RECONNECT_NANOS = 100_000_000;
  private static final long SELECT_MILLIS = 1;

  private final LoadPlan plan;
  private final NanoClock clock;
  private final Listener listener;
  private final Selector selector;
  private final Schedule schedule;
  private final Tally tally;
  private final Traffic traffic;
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private boolean opened;
  private boolean closed;
  private long busyNanos;
  private long cpuNanos;
  private long allocatedBytes;

  private Loop(
      LoadPlan plan,
      NanoClock clock,
      Listener listener,
      Selector selector,
      Connection[] connected) {
    this.plan = plan;
    this.clock = clock;
    this.listener = listener;
    this.selector = selector;
    schedule = new Schedule(plan, clock.nanoTime() + TICK_NANOS);
    tally = new Tally(plan.objectiveNanos());
    traffic = new Traffic(plan, clock, selector, connected, schedule, tally);
  }

  /**
   * Puts the load on the server and returns when it is over and its last counted request is
   * answered or given up.
   *
   * @throws IOException if the server cannot be connected to at the start
   */
  static LoadResult run(LoadPlan plan, NanoClock clock, Listener listener) throws IOException {
    try (var selector = Selector.open()) {
      Connection[] connected = Connection.all(plan, selector);
      var loop = new Loop(plan, clock, listener, selector, connected);
      try (Traffic traffic = loop.traffic) {
        loop.load();
        traffic.giveUp(clock.nanoTime());
        return loop.result();
      }
    }
  }

  private void load() throws IOException {
    boolean waits = plan.arrivals() == LoadPlan.Pace.CLOSED;
    long givenUpNanos = schedule.stopNanos() + plan.timeoutNanos();
    long nextTick = clock.nanoTime();
    long nextReconnect = nextTick + RECONNECT_NANOS;
    while (true) {
      long now = clock.nanoTime();
      mark(now);
      if (now >= schedule.stopNanos() && (traffic.isOver() || now >= givenUpNanos)) {
        return;
      }
      int sent = traffic.sendDue();
      int ready =
          waits
              ? selector.select(traffic.whenReady, SELECT_MILLIS)
              : selector.selectNow(traffic.whenReady);
      if (now >= nextTick) {
        nextTick = now + TICK_NANOS;
        traffic.timeOut(now);
      }
      if (now >= nextReconnect) {
        nextReconnect = now + RECONNECT_NANOS;
        traffic.reconnect(now);
      }
      if (sent + ready > 0 && opened && !closed) {
        busyNanos += clock.nanoTime() - now;
      }
    }
  }

  /** What is said and read at the two ends of the window. */
  private void mark(long now) {
    if (!opened && now >= schedule.openNanos()) {
      opened = true;
      listener.opened(now);
      cpuNanos = threads.getCurrentThreadCpuTime();
      allocatedBytes = threads.getCurrentThreadAllocatedBytes();
    }
    if (!closed && now >= schedule.closeNanos()) {
      closed = true;
      allocatedBytes = threads.getCurrentThreadAllocatedBytes() - allocatedBytes;
      cpuNanos = threads.getCurrentThreadCpuTime() - cpuNanos;
      listener.closed(now);
    }
  }

  private LoadResult result() {
    double cpuShare = (double) cpuNanos / plan.windowNanos();
    return LoadResult.of(
        plan,
        tally,
        schedule.openNanos(),
        traffic.meanUnderWay(),
        plan.arrivals() == LoadPlan.Pace.CLOSED
            ? cpuShare
            : (double) busyNanos / plan.windowNanos(),
        cpuShare,
        allocatedBytes,
        traffic.reconnects());
  }
}
