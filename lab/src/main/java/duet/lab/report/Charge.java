package duet.lab.report;

import duet.lab.sample.Figure;
import duet.lab.stats.Interval;
import duet.lab.stats.Judge;
import duet.lab.stats.Judgement;
import duet.lab.stats.Location;
import duet.lab.stats.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an arm puts off until it has answered is in its CPU time between turns, and it must not win
 * by that. Each arm is charged, pair by pair, with what it has more of it than the other; what both
 * need to be there at all falls out. Of what is put off some falls into the arm's own turns in any
 * case, and a window that was measured whole has all but its tail: nothing is charged there.
 *
 * @param ofSecond whether it is the second arm that is charged, on the whole
 * @param least what chance leaves of the charge, as a factor of its CPU time; 1 if nothing
 * @param first CPU µs for each request of the first arm, charged, in the order of the pairs
 * @param second likewise of the second
 * @param charged the judgement of these
 */
public record Charge(
    boolean ofSecond, double least, List<Double> first, List<Double> second, Judgement charged) {
  /** Copies. */
  public Charge {
    first = List.copyOf(first);
    second = List.copyOf(second);
  }

  /**
   * Empty where nothing tells the arms apart in this: neither is chance ruled out, nor is the
   * charge beyond the band in which two arms are equivalent.
   *
   * @param own CPU µs for each request in its turns, of the first arm, in the order of the pairs
   * @param otherOwn likewise of the second
   * @param between its turns, likewise of the first; NaN where the window was measured whole
   * @param otherBetween likewise of the second
   */
  static Optional<Charge> of(
      Judge judge, double[] own, double[] otherOwn, double[] between, double[] otherBetween) {
    if (own.length == 0) {
      return Optional.empty();
    }
    var first = new ArrayList<Double>();
    var second = new ArrayList<Double>();
    var firstFactor = new ArrayList<Double>();
    var secondFactor = new ArrayList<Double>();
    for (int i = 0; i < own.length; i++) {
      double more = otherBetween[i] - between[i];
      double ofThis = Double.isNaN(more) ? 0 : more;
      first.add(own[i] + Math.max(0, -ofThis));
      second.add(otherOwn[i] + Math.max(0, ofThis));
      firstFactor.add(first.getLast() / own[i]);
      secondFactor.add(second.getLast() / otherOwn[i]);
    }
    double estimate = Location.mean(secondFactor) / Location.mean(firstFactor);
    boolean ofSecond = estimate > 1;
    double factor = ofSecond ? estimate : 1 / estimate;
    double least = least(judge.judge(firstFactor, secondFactor).ratio(), ofSecond);
    return least <= 1 && factor <= 1 + judge.band()
        ? Optional.empty()
        : Optional.of(new Charge(ofSecond, least, first, second, judge.judge(first, second)));
  }

  private static double least(@Nullable Interval factor, boolean ofSecond) {
    return factor == null ? 1 : ofSecond ? factor.low() : 1 / factor.high();
  }

  /**
   * CPU time as any comparison judges it: no difference, and no equivalence, that is owed to what
   * was put off.
   *
   * @param own as {@link #of} has them, and the others
   */
  public static Judgement judged(
      Judge judge, double[] own, double[] otherOwn, double[] between, double[] otherBetween) {
    Judgement alone = judge.judge(own, otherOwn);
    return of(judge, own, otherOwn, between, otherBetween)
            .filter(charge -> charge.isOwed(Figure.CPU, alone.verdict(), false))
            .isPresent()
        ? new Judgement(alone.ratio(), new Verdict.None("owed to a charge"), alone.blocks())
        : alone;
  }

  /**
   * Whether a verdict owes something to what was put off: it favours the arm that is charged, or
   * says that neither needs less, and is another one once the arm is charged. How fast that arm
   * answers cannot be charged, and is not said to be faster.
   *
   * @param plain whether the charge is beyond doubt more than may be left unsaid
   */
  boolean isOwed(Figure figure, Verdict verdict, boolean plain) {
    Forest.Kind kind = Forest.kind(figure, verdict);
    boolean favours = kind == (ofSecond ? Forest.Kind.SECOND : Forest.Kind.FIRST);
    boolean borneOut = kind == Forest.kind(Figure.CPU, charged.verdict());
    return switch (figure) {
      case CPU, CPU_MEDIAN_TURN, CPU_USER, CPU_SYSTEM ->
          !borneOut && (favours || kind == Forest.Kind.EQUIVALENT);
      case ACHIEVED, GOODPUT -> !borneOut && favours && plain;
      case P50, P90, P99, P999, P9999, MAX, SERVICE_P50, SERVICE_P99 -> favours && plain;
      default -> false;
    };
  }
}
