package duet.lab.trust;

import java.util.List;

/**
 * What must be said of response times if one side of a connection stood still for known times.
 *
 * <p>Requests are planned at an even rate. One that is planned t before the end of a stop of length
 * S is answered t later at the earliest, so of each stop a time of S − x has response times above
 * x, and the share of a window W above x is Σ max(0, Sᵢ − x) ÷ W. With one stop of S in each period
 * T the quantile q is S − (1 − q) T. Once it runs again the backlog is served one after the other:
 * a request then waits longer, by no more than what all the requests of a stop need.
 *
 * @param stopNanos how long each stop was
 * @param windowNanos over which response times are taken, all stops within it
 */
public record Stops(List<Long> stopNanos, long windowNanos) {
  /** Copies and checks. */
  public Stops {
    stopNanos = List.copyOf(stopNanos);
    if (stopNanos.isEmpty() || stopNanos.stream().anyMatch(stop -> stop <= 0)) {
      throw new IllegalArgumentException("must be one at least, all > 0: stopNanos=" + stopNanos);
    }
    if (stopNanos.stream().mapToLong(Long::longValue).sum() > windowNanos) {
      throw new IllegalArgumentException(
          "must have room in the window: stopNanos=%s windowNanos=%d"
              .formatted(stopNanos, windowNanos));
    }
  }

  /** The longest response time, before what it takes to catch up. */
  public long maxNanos() {
    return stopNanos.stream().mapToLong(Long::longValue).max().orElseThrow();
  }

  /**
   * The response time that a share of the requests keeps within, before what it takes to catch up;
   * 0 where the stops do not reach that many.
   *
   * @param share for example 0.999
   */
  public double quantileNanos(double share) {
    double above = (1 - share) * windowNanos;
    List<Long> longest = stopNanos.stream().sorted((a, b) -> Long.compare(b, a)).toList();
    var sum = 0.0;
    for (int i = 0; i < longest.size(); i++) {
      sum += longest.get(i);
      // x so that the i + 1 longest stops together last as long above it as the share leaves.
      double x = (sum - above) / (i + 1);
      boolean last = i + 1 == longest.size();
      if (last || x >= longest.get(i + 1)) {
        return Math.max(0, x);
      }
    }
    throw new AssertionError("there is one stop at least");
  }

  /**
   * By how much more a response time may be said to be, for the backlog of the longest stop.
   *
   * @param perSecond requests planned
   * @param cpuNanosPerRequest of the side that stood still
   */
  public double catchUpNanos(double perSecond, double cpuNanosPerRequest) {
    return maxNanos() / 1e9 * perSecond * cpuNanosPerRequest;
  }
}
