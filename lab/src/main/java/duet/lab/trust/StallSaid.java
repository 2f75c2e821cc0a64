package duet.lab.trust;

import duet.lab.sample.Figure;
import duet.lab.sample.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a trial said, and what it had to say, as it is kept.
 *
 * @param pair which trial of its side, from 0; several are of the same if it was repeated
 * @param stopped the arm, named after the side that was stopped
 * @param charged requests that were answered or given up
 * @param catchUpMillis how much more than the must may be said
 * @param right whether what it said is what it had to say
 * @param repeated whether it was run again, and so is not judged
 */
public record StallSaid(
    int run,
    int pair,
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
    boolean right,
    boolean repeated) {
  /** From the begin of one stop to that of the next. */
  public static final Duration PERIOD = Duration.ofSeconds(10);

  /** Requests that are planned. */
  public static final int PER_SECOND = 1000;

  private static final double SHARE = 0.999;

  /** Of being scheduled again, and of what the machine does by itself. */
  private static final double TOLERATED_MILLIS = 2;

  /** Copies. */
  public StallSaid {
    stopMillis = List.copyOf(stopMillis);
  }

  /**
   * Judges a trial.
   *
   * @param generator whether that was stopped rather than the server
   * @param stops how long each was, in nanoseconds
   */
  public static StallSaid of(Trial trial, boolean generator, List<Long> stops, Duration window) {
    var load = trial.load();
    if (load == null || stops.size() != window.dividedBy(PERIOD)) {
      return new StallSaid(
          trial.run(),
          trial.pair(),
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
          false,
          false);
    }
    var must = new Stops(stops, window.toNanos());
    double p999Must = must.quantileNanos(SHARE) / 1e6;
    double maxMust = must.maxNanos() / 1e6;
    double catchUp = must.catchUpNanos(PER_SECOND, 1000 * trial.figure(Figure.CPU)) / 1e6;
    double p999 = trial.figure(Figure.P999);
    double max = trial.figure(Figure.MAX);
    return new StallSaid(
        trial.run(),
        trial.pair(),
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
            && isRight(max, maxMust, catchUp),
        false);
  }

  /** Requests are planned a millisecond apart: none may fall on the very begin of a stop. */
  private static boolean isRight(double said, double must, double catchUp) {
    return said >= must - 1000.0 / PER_SECOND - 0.5 && said <= must + catchUp + TOLERATED_MILLIS;
  }

  private static List<Double> millis(List<Long> nanos) {
    return nanos.stream().map(each -> each / 1e6).toList();
  }

  /**
   * Of trials of one side and pair only the last is judged: one is run again if it failed as a
   * trial, whatever response times it had.
   *
   * @param all in the order in which they ran
   */
  public static List<StallSaid> withRepeated(List<StallSaid> all) {
    var marked = new ArrayList<StallSaid>();
    for (int i = 0; i < all.size(); i++) {
      StallSaid one = all.get(i);
      boolean again = all.subList(i + 1, all.size()).stream().anyMatch(one::isOfSameSlot);
      marked.add(again ? one.asRepeated() : one);
    }
    return marked;
  }

  private boolean isOfSameSlot(StallSaid other) {
    return pair == other.pair && stopped.equals(other.stopped);
  }

  private StallSaid asRepeated() {
    return new StallSaid(
        run,
        pair,
        stopped,
        stopMillis,
        isVoid,
        planned,
        charged,
        p999Millis,
        p999MustMillis,
        maxMillis,
        maxMustMillis,
        catchUpMillis,
        right,
        true);
  }

  /** Whether there are any that are judged, and all of them are right. */
  public static boolean areRight(List<StallSaid> all) {
    return all.stream().anyMatch(one -> !one.repeated)
        && all.stream().allMatch(one -> one.repeated || one.right);
  }

  /** A table, the first line its heads. */
  public static List<String> lines(List<StallSaid> all) {
    var table =
        new Table(
            "trial",
            "stopped",
            "stops, ms",
            "state",
            "p99.9 said, ms",
            "p99.9 must, ms",
            "max said, ms",
            "max must, ms",
            "catch-up, ms",
            "verdict");
    for (StallSaid each : all) {
      table.row(
          Integer.toString(each.run),
          each.stopped,
          String.join(" ", each.stopMillis.stream().map(StallSaid::inMillis).toList()),
          each.isVoid ? "void" : "counts",
          inMillis(each.p999Millis),
          inMillis(each.p999MustMillis),
          inMillis(each.maxMillis),
          inMillis(each.maxMustMillis),
          "+ " + inMillis(each.catchUpMillis),
          each.verdict());
    }
    return table.lines();
  }

  private String verdict() {
    if (repeated) {
      return "run again, not judged";
    }
    return right ? "as it must" : "not as it must";
  }

  private static String inMillis(double millis) {
    return String.format(Locale.ROOT, "%.1f", millis);
  }
}
