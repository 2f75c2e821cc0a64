package duet.lab.load;

import org.jspecify.annotations.Nullable;

/**
 * When requests are due. In the open model the plan says so; in the closed model one always is. A
 * request planned within the window is counted; after the end of the load only those are still
 * sent. One thread.
 */
final class Schedule {
  private final @Nullable Arrivals arrivals;
  private long beginNanos;
  private long openNanos;
  private long closeNanos;
  private long countedUntilNanos;
  private long stopNanos;
  private long nextNanos;

  private Schedule(LoadPlan plan, long begin, long open, long close, long stop) {
    beginNanos = begin;
    openNanos = open;
    closeNanos = close;
    countedUntilNanos = close;
    stopNanos = stop;
    arrivals =
        switch (plan.arrivals()) {
          case CLOSED -> null;
          case CONSTANT, CONSTANT_OVERLOAD -> new Arrivals.Constant(plan.ratePerSecond());
          case POISSON -> new Arrivals.Poisson(plan.ratePerSecond(), plan.seed());
        };
    advance();
  }

  /** One window with load before and after it. */
  static Schedule ofWindow(LoadPlan plan, long begin) {
    long open = begin + plan.leadInNanos();
    long close = open + plan.windowNanos();
    return new Schedule(plan, begin, open, close, close + plan.leadOutNanos());
  }

  /** Nothing is due before the first {@link #turn}. */
  static Schedule ofTurns(LoadPlan plan) {
    return new Schedule(plan, 0, 0, 0, 0);
  }

  /**
   * What was planned to come next comes in this turn instead, and the rest after it: the time of
   * the plan stands still between turns. All requests that are planned within the turn belong to
   * it, and all answers until the next one.
   *
   * @param counted whether they are
   */
  void turn(long begin, long nanos, boolean counted) {
    long shift = begin - stopNanos;
    beginNanos = arrivals == null ? begin : beginNanos + shift;
    nextNanos += shift;
    openNanos = counted ? begin : Long.MAX_VALUE;
    closeNanos = begin + nanos;
    countedUntilNanos = Long.MAX_VALUE;
    stopNanos = closeNanos;
  }

  /** Nothing is counted until the next turn. */
  void pause() {
    openNanos = Long.MAX_VALUE;
  }

  /** What is planned until now belongs to the turn as well. */
  void extend(long now) {
    closeNanos = now;
    stopNanos = now;
  }

  /** When the window opens. */
  long openNanos() {
    return openNanos;
  }

  /** When the window closes. */
  long closeNanos() {
    return closeNanos;
  }

  /** When the load ends. */
  long stopNanos() {
    return stopNanos;
  }

  /** Whether a moment is within the window. */
  boolean isCounted(long nanos) {
    return nanos >= openNanos && nanos < countedUntilNanos;
  }

  /** Whether a request may be sent now. */
  boolean isDue(long now) {
    if (arrivals == null) {
      return now >= beginNanos && now < stopNanos;
    }
    return now >= nextNanos && (now < stopNanos || nextNanos < closeNanos);
  }

  /** Takes the request that is due; when it was planned. */
  long take(long now) {
    if (arrivals == null) {
      return now;
    }
    long planned = nextNanos;
    advance();
    return planned;
  }

  /** Whether every request that is counted has been taken. */
  boolean hasTakenAllCounted() {
    return hasTakenAllBefore(closeNanos);
  }

  /** Whether every request that is planned before this moment has been taken. */
  boolean hasTakenAllBefore(long nanos) {
    return arrivals == null || nextNanos >= nanos;
  }

  private void advance() {
    if (arrivals != null) {
      nextNanos = beginNanos + arrivals.next();
    }
  }
}
