package duet.lab.report;

import duet.lab.load.LoadResult;
import duet.lab.sample.Trial;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * What the load generator says of itself in one trial, as cells of a row.
 *
 * @param cells as {@link #HEADS} names them
 */
record Account(Section.Ran ran, List<String> cells) {
  private static final double NANOS_PER_MICRO = 1e3;

  /** Name and unit of each cell. */
  static final List<List<String>> HEADS =
      List.of(
          List.of("planned", ""),
          List.of("answered right", ""),
          List.of("failed", ""),
          List.of("lag p50", "µs"),
          List.of("lag p99", "µs"),
          List.of("lag p99.9", "µs"),
          List.of("lag max", "µs"),
          List.of("busy", "of the window"),
          List.of("had its cpu", "of the window"),
          List.of("under way", "counted"),
          List.of("under way", "by Little’s law"),
          List.of("allocated", "bytes"),
          List.of("reconnects", ""));

  /** Empty for a trial without load. */
  static Optional<Account> of(Section.Ran ran) {
    Trial trial = ran.trial();
    LoadResult load = trial.load();
    if (load == null) {
      return Optional.empty();
    }
    Histogram lag = LoadResult.histogram(load.lag());
    return Optional.of(
        new Account(
            ran,
            List.of(
                Quantity.count(load.planned()),
                Quantity.count(load.right()),
                load.failures().isEmpty() ? "0" : Words.failures(load.failures()),
                micros(lag.getValueAtPercentile(50)),
                micros(lag.getValueAtPercentile(99)),
                micros(lag.getValueAtPercentile(99.9)),
                micros(lag.getMaxValue()),
                Quantity.percent(load.busyShare()),
                Quantity.percent(load.cpuShare()),
                Quantity.of(load.meanUnderWay()),
                Quantity.of(load.meanUnderWayByLittle()),
                Quantity.count(load.allocatedBytes()),
                Quantity.count(load.reconnects()))));
  }

  private static String micros(long nanos) {
    return Quantity.of(nanos / NANOS_PER_MICRO);
  }
}
