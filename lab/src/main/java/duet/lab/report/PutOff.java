package duet.lab.report;

import duet.lab.plan.Arm;
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
 * An arm that uses more CPU time between its turns than the other: what it puts off until it has
 * answered is there, and it must not win by that. Each arm is charged, pair by pair, with what it
 * has more of it than the other; what both need to be there at all falls out. Of what is put off
 * some falls into the arm's own turns in any case, and a window that was measured whole has all but
 * its tail: nothing is charged there.
 *
 * @param arm the one that is charged, on the whole
 * @param other the other
 * @param first CPU µs for each request of the first arm, charged, in the order of the pairs
 * @param second likewise of the second
 * @param charged the judgement of these
 * @param plain whether it is so much, beyond chance, that it is to be said whoever wins
 */
public record PutOff(
    Arm arm, Arm other, List<Double> first, List<Double> second, Judgement charged, boolean plain) {
  /** By how much of its CPU time an arm may be charged before it is said. */
  private static final double MOST = 0.05;

  /** The same of servers that are hardly warm: they still compile. */
  private static final double MOST_QUICK = 0.1;

  /** Copies. */
  public PutOff {
    first = List.copyOf(first);
    second = List.copyOf(second);
  }

  /**
   * Empty where nothing tells the arms apart in this: neither chance is ruled out, nor is the
   * charge beyond the band in which two arms are equivalent.
   */
  static Optional<PutOff> of(Judge judge, Findings.OfWorkload found, boolean quick) {
    double[] own = found.first().values(Figure.CPU);
    double[] otherOwn = found.second().values(Figure.CPU);
    double[] between = found.first().values(Figure.CPU_OUTSIDE);
    double[] otherBetween = found.second().values(Figure.CPU_OUTSIDE);
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
    if (first.isEmpty()) {
      return Optional.empty();
    }
    double estimate = Location.mean(secondFactor) / Location.mean(firstFactor);
    boolean ofSecond = estimate > 1;
    double charge = ofSecond ? estimate : 1 / estimate;
    double least = least(judge.judge(firstFactor, secondFactor).ratio(), ofSecond);
    if (least <= 1 && charge <= 1 + judge.band()) {
      return Optional.empty();
    }
    Arm one = found.first().arm();
    Arm two = found.second().arm();
    return Optional.of(
        new PutOff(
            ofSecond ? two : one,
            ofSecond ? one : two,
            first,
            second,
            judge.judge(first, second),
            least > 1 + most(quick)));
  }

  /** The least that chance leaves of a charge; none where it rules nothing out. */
  private static double least(@Nullable Interval factor, boolean ofSecond) {
    return factor == null ? 1 : ofSecond ? factor.low() : 1 / factor.high();
  }

  /** Share of its CPU time with which an arm may be charged before it is said. */
  static double most(boolean quick) {
    return quick ? MOST_QUICK : MOST;
  }

  /**
   * A verdict, unless it owes something to what was put off: it favours the arm that is charged, or
   * says that neither needs less, and is another one once the arm is charged. How fast that arm
   * answers cannot be charged, and is not said to be faster.
   *
   * @param second whether the arm that is charged is the second
   */
  Verdict upheld(Figure figure, Verdict verdict, boolean second) {
    Forest.Kind kind = Forest.kind(figure, verdict);
    boolean favours = kind == (second ? Forest.Kind.SECOND : Forest.Kind.FIRST);
    boolean borneOut = kind == Forest.kind(Figure.CPU, charged.verdict());
    boolean owes =
        switch (figure) {
          case CPU, CPU_MEDIAN_TURN, CPU_USER, CPU_SYSTEM ->
              !borneOut && (favours || kind == Forest.Kind.EQUIVALENT);
          case ACHIEVED, GOODPUT -> !borneOut && favours && plain;
          case P50, P90, P99, P999, P9999, MAX, SERVICE_P50, SERVICE_P99 -> favours && plain;
          default -> false;
        };
    return owes ? new Verdict.None(inWords()) : verdict;
  }

  /** What is to be known of it, as half a sentence. */
  public String inWords() {
    return "between its turns "
        + arm.name()
        + " uses more CPU time than "
        + other.name()
        + ", as one does that works on after it has answered: charged with that, the ratio of CPU"
        + " per request is "
        + Words.ratio(charged);
  }
}
