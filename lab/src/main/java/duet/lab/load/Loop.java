package duet.lab.load;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

/**
 * The load: one thread that sends what is planned, reads what comes, and keeps account of itself.
 *
 * <p>In the open model it never sleeps: the selector's time-outs are whole milliseconds, and a
 * thread that parks wakes some 70 µs late. So its processor is always taken, and how much of that
 * was work is counted apart ({@link LoadResult#busyShare()}). In the closed model, where nothing is
 * planned ahead, it waits in the selector, and so in an overload while every connection waits.
 */
final class Loop {
  /** Hears when the window opens and closes; must not block or allocate. */
  interface Listener {
    /** The window opened at this {@link System#nanoTime()}. */
    void opened(long nanos);

    /** The window closed. */
    void closed(long nanos);
  }

  /** What a turn needs to set up before its first request is due. */
  private static final long BEFORE_TURN_NANOS = 20_000;

  private static final long TICK_NANOS = 1_000_000;
  private static final long RECONNECT_NANOS = 100_000_000;
  private static final long SELECT_MILLIS = 1;

  private final LoadPlan plan;
  private final NanoClock clock;
  private final Selector selector;
  private final Schedule schedule;
  private final Tally tally;
  private final Traffic traffic;
  private final Effort effort;
  private final boolean waits;
  private final boolean yields;
  private long countedNanos;
  private long lateNanos;
  private long plannedForNanos;
  private long reconnectedNanos;
  private int countedTurns;
  private final List<Long> turnAnswers = new ArrayList<>();

  private Loop(
      LoadPlan plan,
      NanoClock clock,
      Selector selector,
      Connection[] connected,
      Schedule schedule) {
    this.plan = plan;
    this.clock = clock;
    this.selector = selector;
    this.schedule = schedule;
    waits = plan.arrivals() == LoadPlan.Pace.CLOSED;
    yields = plan.arrivals() == LoadPlan.Pace.CONSTANT_OVERLOAD;
    tally = new Tally(plan.objectiveNanos());
    effort = new Effort(clock, tally);
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
      Schedule schedule = Schedule.ofWindow(plan, clock.nanoTime() + TICK_NANOS);
      var loop = new Loop(plan, clock, selector, connected, schedule);
      try (Traffic traffic = loop.traffic) {
        loop.load(listener);
        traffic.giveUp(clock.nanoTime(), true);
        loop.countedTurns = 1;
        loop.countedNanos = plan.windowNanos();
        return loop.result(schedule.openNanos());
      }
    }
  }

  /** One of two loads that take turns; nothing is sent before its first. */
  static Loop ofTurns(LoadPlan plan, NanoClock clock, Selector selector) throws IOException {
    return new Loop(plan, clock, selector, Connection.all(plan, selector), Schedule.ofTurns(plan));
  }

  /** To be closed by whoever has a loop of turns. */
  Traffic traffic() {
    return traffic;
  }

  /**
   * Until the server answers. A stall of the other's turn is met here and charged to nobody, as one
   * that begins in a turn is charged whole: both, or turns would have more of a stall than a window
   * that is not cut, or less.
   */
  void awaitAnswer() throws IOException {
    long begin = clock.nanoTime();
    schedule.pause();
    long now = begin;
    for (long next = begin;
        !traffic.hasAnsweredSince(begin) && now < begin + plan.timeoutNanos(); ) {
      if (now >= next) {
        next = now + TICK_NANOS;
        traffic.turn(false);
        traffic.probe();
        awaitQuiet(now, now);
      } else {
        // One that is opened anew may take until then.
        step(now);
      }
      now = clock.nanoTime();
    }
    late(now - begin);
  }

  private void late(long nanos) throws TooLateException {
    lateNanos += nanos;
    if (lateNanos > plan.windowNanos() + plan.timeoutNanos()) {
      throw new TooLateException(
          "its turns had to wait for answers longer than they put load on it: " + plan.server());
    }
  }

  /** One turn, until all that it asked for is answered or given up; when it began. */
  long turn(LoadInTurns turns, boolean counted) throws IOException {
    long begin = clock.nanoTime() + BEFORE_TURN_NANOS;
    // What one turn has had too much the next ones have less.
    long due =
        counted ? (countedTurns + 1L) * turns.turnNanos() - plannedForNanos : turns.turnNanos();
    long end = begin + Math.max(0, due);
    schedule.turn(begin, end - begin, counted);
    traffic.turn(counted);
    long answersBefore = tally.answersInWindow();
    if (counted) {
      effort.begin();
    }
    long now = clock.nanoTime();
    for (long tick = now; now < end; now = clock.nanoTime()) {
      tick = step(now, tick);
    }
    if (counted) {
      // An open loop goes on while the server stalls, whoever's turn it should be.
      long last = begin + turns.counted() * turns.turnNanos() - plannedForNanos;
      for (long tick = now; !waits && now < last && traffic.isBehind(end); now = clock.nanoTime()) {
        schedule.extend(now);
        tick = step(now, tick);
      }
      plannedForNanos += schedule.stopNanos() - begin;
    }
    now = awaitQuiet(now, schedule.stopNanos());
    if (counted) {
      effort.end();
      turnAnswers.add(tally.answersInWindow() - answersBefore);
      countedTurns++;
      countedNanos += now - begin;
    }
    late(now - end);
    return begin;
  }

  /** Until all is answered that has been sent, or has been given up; the time then. */
  private long awaitQuiet(long from, long stopNanos) throws IOException {
    long now = from;
    long givenUp = stopNanos + plan.timeoutNanos();
    for (long tick = now; !traffic.isQuiet() && now < givenUp; now = clock.nanoTime()) {
      tick = step(now, tick);
    }
    traffic.giveUp(now, false);
    return now;
  }

  /** A step that gives up, every now and then, what has been waited for too long. */
  private long step(long now, long tick) throws IOException {
    step(now);
    if (now < tick) {
      return tick;
    }
    traffic.timeOut(now);
    if (now - reconnectedNanos >= RECONNECT_NANOS) {
      reconnectedNanos = now;
      traffic.reconnect(now);
    }
    return now + TICK_NANOS;
  }

  private void load(Listener listener) throws IOException {
    long givenUpNanos = schedule.stopNanos() + plan.timeoutNanos();
    long nextTick = clock.nanoTime();
    long nextReconnect = nextTick + RECONNECT_NANOS;
    boolean opened = false;
    boolean closed = false;
    while (true) {
      long now = clock.nanoTime();
      if (!opened && now >= schedule.openNanos()) {
        opened = true;
        listener.opened(now);
        effort.begin();
      }
      if (!closed && now >= schedule.closeNanos()) {
        closed = true;
        effort.end();
        listener.closed(now);
      }
      if (now >= schedule.stopNanos() && (traffic.isOver() || now >= givenUpNanos)) {
        return;
      }
      step(now);
      if (now >= nextTick) {
        nextTick = now + TICK_NANOS;
        traffic.timeOut(now);
      }
      if (now >= nextReconnect) {
        nextReconnect = now + RECONNECT_NANOS;
        traffic.reconnect(now);
      }
    }
  }

  private void step(long now) throws IOException {
    effort.look(now);
    int sent = traffic.sendDue();
    int ready =
        waits || (yields && traffic.canOnlyWait())
            ? selector.select(traffic.whenReady, SELECT_MILLIS)
            : selector.selectNow(traffic.whenReady);
    if (sent + ready > 0) {
      effort.worked(now);
    }
  }

  /** Of what was counted. */
  LoadResult result(long openNanos) {
    double cpuShare = (double) effort.cpuNanos() / countedNanos;
    return LoadResult.of(
        tally,
        openNanos,
        countedNanos,
        countedTurns,
        turnAnswers,
        traffic.underWayArea() / countedNanos,
        (tally.serviceNanos() + traffic.unrecordedUnderWay()) / countedNanos,
        waits || yields ? cpuShare : (double) effort.busyNanos() / countedNanos,
        cpuShare,
        effort.allocatedBytes(),
        traffic.reconnects());
  }
}
