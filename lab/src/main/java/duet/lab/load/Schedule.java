package duet.lab.load;

import org.jspecify.annotations.Nullable;

/**
 * When requests are due. In the open model the plan says so; in the closed model one always is. A
 * request planned within the window is counted; after the end of the load only those are still
 * sent. One thread.
 */
final class Schedule {
  private final @Nullable Arrivals arrivals;
  private final long beginNanos;
  private final long openNanos;
  private final long closeNanos;
  private final long stopNanos;
  private long nextNanos;

  Schedule(LoadPlan plan, long beginNanos) {
    this.beginNanos = beginNanos;
    openNanos = beginNanos + plan.leadInNanos();
    closeNanos = openNanos + plan.windowNanos();
    stopNanos = closeNanos + plan.leadOutNanos();
    arrivals =
        switch (plan.arrivals()) {
          case CLOSED -> null;
          case CONSTANT -> new Arrivals.Constant(plan.ratePerSecond());
          case POISSON -> new Arrivals.Poisson(plan.ratePerSecond(), plan.seed());
        };
    advance();
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
    return nanos >= openNanos && nanos < closeNanos;
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
    return arrivals == null || nextNanos >= closeNanos;
  }

  private void advance() {
    if (arrivals != null) {
      nextNanos = beginNanos + arrivals.next();
    }
  }
}
