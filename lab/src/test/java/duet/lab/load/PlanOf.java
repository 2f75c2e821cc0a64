package duet.lab.load;

import java.time.Duration;

/** Loads for tests: GET / of a server on loopback. */
public final class PlanOf {
  private PlanOf() {}

  /**
   * Kept connections and no objective.
   *
   * @param rate 0 for a closed loop
   * @param around load before the window and after it
   */
  public static LoadPlan load(
      int port,
      double rate,
      int connections,
      Duration window,
      Duration around,
      Duration timeout,
      Expectation expected) {
    return new LoadPlan(
        "127.0.0.1",
        port,
        "GET",
        "/",
        "",
        expected,
        rate == 0 ? LoadPlan.Pace.CLOSED : LoadPlan.Pace.CONSTANT,
        connections,
        true,
        rate,
        around.toNanos(),
        window.toNanos(),
        around.toNanos(),
        timeout.toNanos(),
        0,
        1);
  }
}
