package duet.lab;

import duet.lab.sample.Figure;
import duet.lab.sample.Trial;
import duet.lab.trust.Stops;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a trial said, and what it had to say, in milliseconds. */
record TrustStallSaid(
    int run,
    String stopped,
    List<Double> stopMillis,
    boolean isVoid,
    long planned,
    long charged,
    double p999Millis,
    double p999MustMillis,
    double maxMillis,
    double maxMustMillis,
    double catchUpMillis,
    boolean right) {
  private static final double SHARE = 0.999;

  /** Of being scheduled again, and of what the machine does by itself. */
  private static final double TOLERATED_MILLIS = 2;

  /**
   * Judges a trial.
   *
   * @param generator whether that was stopped rather than the server
   * @param stops how long each was, in nanoseconds
   */
  static TrustStallSaid of(Trial trial, boolean generator, List<Long> stops, Duration window) {
    var load = trial.load();
    if (load == null || stops.size() != window.dividedBy(TrustStall.PERIOD)) {
      return new TrustStallSaid(
          trial.run(),
          trial.arm(),
          millis(stops),
          !trial.counts(),
          0,
          0,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          false);
    }
    var must = new Stops(stops, window.toNanos());
    double p999Must = must.quantileNanos(SHARE) / 1e6;
    double maxMust = must.maxNanos() / 1e6;
    double catchUp =
        must.catchUpNanos(TrustStall.PER_SECOND, 1000 * trial.figure(Figure.CPU)) / 1e6;
    double p999 = trial.figure(Figure.P999);
    double max = trial.figure(Figure.MAX);
    return new TrustStallSaid(
        trial.run(),
        trial.arm(),
        millis(stops),
        !trial.counts(),
        load.planned(),
        load.right() + load.failed(),
        p999,
        p999Must,
        max,
        maxMust,
        catchUp,
        trial.counts() != generator
            && load.planned() == load.right()
            && isRight(p999, p999Must, catchUp)
            && isRight(max, maxMust, catchUp));
  }

  /** Requests are planned a millisecond apart: none may fall on the very begin of a stop. */
  private static boolean isRight(double said, double must, double catchUp) {
    return said >= must - 1000.0 / TrustStall.PER_SECOND - 0.5
        && said <= must + catchUp + TOLERATED_MILLIS;
  }

  private static List<Double> millis(List<Long> nanos) {
    return nanos.stream().map(each -> each / 1e6).toList();
  }

  /** A table, the first line its head. */
  static List<String> lines(List<TrustStallSaid> said) {
    var rows = new ArrayList<List<String>>();
    rows.add(
        List.of(
            "trial",
            "stopped",
            "stops, ms",
            "void",
            "p99.9 said",
            "must",
            "max said",
            "must",
            "catch-up",
            ""));
    for (TrustStallSaid each : said) {
      rows.add(
          List.of(
              Integer.toString(each.run),
              each.stopped,
              String.join(" ", each.stopMillis.stream().map(TrustStallSaid::inMillis).toList()),
              each.isVoid ? "void" : "counts",
              inMillis(each.p999Millis),
              inMillis(each.p999MustMillis),
              inMillis(each.maxMillis),
              inMillis(each.maxMustMillis),
              "+ " + inMillis(each.catchUpMillis),
              each.right ? "as it must" : "not as it must"));
    }
    return TrustFile.columns(rows);
  }

  private static String inMillis(double millis) {
    return String.format(Locale.ROOT, "%.1f", millis);
  }
}
