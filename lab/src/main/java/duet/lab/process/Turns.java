package duet.lab.process;

import duet.lab.load.LoadInTurns;
import duet.lab.load.LoadPlan;
import java.time.Duration;

/**
 * How the windows of two trials are cut into turns.
 *
 * @param nanos how long requests are sent in each
 * @param leadIn turns of each trial that are not counted
 * @param counted turns of each that are; 1 if the windows are too short to be cut
 */
record Turns(long nanos, int leadIn, int counted) {
  /** What slows a shared machine down often lasts longer, and the clocks are finer by far. */
  private static final Duration SHORTEST = Duration.ofMillis(50);

  /** A turn begins and ends without requests under way, which shall be a small part of it. */
  private static final int RESPONSES = 20;

  private static final int REQUESTS = 20;

  /** The bursts before were the same: this is for connections that are new. */
  private static final Duration LEAD_IN = Duration.ofMillis(200);

  /**
   * For two loads that differ in the server.
   *
   * @param responseNanos median response time of the slower one
   */
  static Turns of(LoadPlan load, double responseNanos) {
    double shortest = Math.max((double) SHORTEST.toNanos(), RESPONSES * responseNanos);
    if (load.arrivals() != LoadPlan.Pace.CLOSED) {
      shortest = Math.max(shortest, REQUESTS * 1e9 / load.ratePerSecond());
    }
    int counted = (int) Math.max(1, load.windowNanos() / shortest);
    long nanos = load.windowNanos() / counted;
    return new Turns(nanos, Math.toIntExact(Math.ceilDiv(LEAD_IN.toNanos(), nanos)), counted);
  }

  Turns withoutLeadIn() {
    return new Turns(nanos, 0, counted);
  }

  /** Whether there is anything to take turns with. */
  boolean areTaken() {
    return counted > 1;
  }

  LoadInTurns of(LoadPlan first, LoadPlan second) {
    return new LoadInTurns(first, second, nanos, leadIn, counted);
  }
}
