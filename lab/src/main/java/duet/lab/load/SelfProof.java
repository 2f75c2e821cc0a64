package duet.lab.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * Whether a load was what was planned, by the generator's own account. A trial that it does not
 * hold for says something about the generator and is void.
 */
public final class SelfProof {
  /** A hundredth of the requests may be sent this late, no more. */
  public static final long P99_LAG_NANOS = 1_000_000;

  /** No request may be: a stall of this length is one that the server is not charged with. */
  public static final long MAX_LAG_NANOS = 50_000_000;

  /** Beyond this share of its processor the generator, not the server, may set the pace. */
  public static final double BUSY_SHARE = 0.8;

  /** In the closed model it always works while the server does not; near all of it is too much. */
  public static final double CLOSED_BUSY_SHARE = 0.95;

  /** In the open model its thread never sleeps: a smaller share was taken from it. */
  public static final double CPU_SHARE = 0.9;

  /** By how much what was sent may miss what was offered, as a share. */
  public static final double OFFERED = 0.01;

  /** By how much the two counts of requests under way may differ, as a share and in requests. */
  public static final double LITTLE = 0.05;

  private SelfProof() {}

  /**
   * The share of requests that the process drew from another arrival process than planned is judged
   * by four standard deviations of a Poisson count.
   *
   * @return why the trial is void, a sentence each; empty if it is not
   */
  public static List<String> faults(LoadPlan plan, LoadResult result) {
    var faults = new ArrayList<String>();
    boolean closed = plan.arrivals() == LoadPlan.Pace.CLOSED;
    Histogram lag = LoadResult.histogram(result.lag());
    long p99 = lag.getValueAtPercentile(99);
    if (!closed && p99 > P99_LAG_NANOS) {
      faults.add(
          String.format(
              Locale.ROOT, "a hundredth of its requests was sent %.1f ms late or more", p99 / 1e6));
    }
    if (lag.getMaxValue() > MAX_LAG_NANOS) {
      faults.add(
          String.format(
              Locale.ROOT, "the load generator stood still for %.0f ms", lag.getMaxValue() / 1e6));
    }
    long noPort = result.failures().getOrDefault(Failure.NO_PORT.key(), 0L);
    if (noPort > 0) {
      faults.add("the load generator had no port left for " + noPort + " connections");
    }
    double mostBusy = closed ? CLOSED_BUSY_SHARE : BUSY_SHARE;
    if (result.busyShare() > mostBusy) {
      faults.add(
          String.format(
              Locale.ROOT, "the load generator used %.0f %% of its cpu", 100 * result.busyShare()));
    }
    if (!closed && result.cpuShare() < CPU_SHARE) {
      faults.add(
          String.format(
              Locale.ROOT,
              "the load generator had its cpu for %.0f %% of the time",
              100 * result.cpuShare()));
    }
    if (!closed) {
      double offered = plan.ratePerSecond() * plan.windowNanos() / 1e9;
      double tolerated =
          plan.arrivals() == LoadPlan.Pace.POISSON
              ? 4 * Math.sqrt(offered) + 1
              : OFFERED * offered + 1;
      if (Math.abs(result.planned() - offered) > tolerated) {
        faults.add(
            String.format(
                Locale.ROOT,
                "%d requests were planned where %.0f were asked for",
                result.planned(),
                offered));
      }
    }
    double differ = Math.abs(result.meanUnderWay() - result.meanUnderWayByLittle());
    if (differ > 1 + LITTLE * result.meanUnderWay()) {
      faults.add(
          String.format(
              Locale.ROOT,
              "%.2f requests were under way and %.2f should have been by Little's law",
              result.meanUnderWay(),
              result.meanUnderWayByLittle()));
    }
    long accounted = result.right() + result.failed();
    if (accounted != result.planned()) {
      faults.add(
          String.format(
              Locale.ROOT,
              "%d requests were planned and %d accounted for",
              result.planned(),
              accounted));
    }
    return faults;
  }
}
