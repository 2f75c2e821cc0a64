package duet.lab.report;

import duet.lab.plan.Arm;
import duet.lab.sample.Figure;
import duet.lab.stats.Interval;
import duet.lab.stats.Judge;
import duet.lab.stats.Judgement;
import duet.lab.stats.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An arm that works between its turns, after it has answered: it must not win by what it puts off.
 * Each arm is charged, pair by pair, with the CPU time between turns that it has more than the
 * other; what both need to be there at all falls out. Some of what is put off falls into the arm's
 * own turns in any case, so this is the least that can be charged with certainty.
 *
 * @param arm which of the two
 * @param first CPU µs for each request of the first arm, charged, in the order of the pairs
 * @param second likewise of the second
 * @param charged the judgement of these
 */
public record PutOff(Arm arm, List<Double> first, List<Double> second, Judgement charged) {
  private static final double MOST = 0.05;

  /** The same of servers that are hardly warm: they still compile. */
  private static final double MOST_QUICK = 0.1;

  /** Copies. */
  public PutOff {
    first = List.copyOf(first);
    second = List.copyOf(second);
  }

  /**
   * Empty where neither arm puts off more than it may, beyond chance.
   *
   * @param found of which both arms have CPU time between turns, or there is nothing to be seen
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
      if (Double.isNaN(more) || !(own[i] > 0) || !(otherOwn[i] > 0)) {
        return Optional.empty();
      }
      first.add(own[i] + Math.max(0, -more));
      second.add(otherOwn[i] + Math.max(0, more));
      firstFactor.add(first.getLast() / own[i]);
      secondFactor.add(second.getLast() / otherOwn[i]);
    }
    Interval factor = judge.judge(firstFactor, secondFactor).ratio();
    double most = 1 + most(quick);
    if (factor == null || (factor.low() <= most && factor.high() >= 1 / most)) {
      return Optional.empty();
    }
    Arm arm = (factor.low() > most ? found.second() : found.first()).arm();
    return Optional.of(new PutOff(arm, first, second, judge.judge(first, second)));
  }

  /** Share of its CPU time with which an arm may be charged before anything is said. */
  static double most(boolean quick) {
    return quick ? MOST_QUICK : MOST;
  }

  /**
   * A verdict on a figure of turns alone, unless it is another one as soon as the arm is charged.
   *
   * @param figure any; of those that say nothing of turns the verdict stands
   */
  Verdict upheld(Figure figure, Verdict verdict) {
    Forest.Kind kind = Forest.kind(figure, verdict);
    Forest.Kind then = Forest.kind(Figure.CPU, charged.verdict());
    boolean contradicted =
        switch (figure) {
          case CPU, CPU_MEDIAN_TURN, CPU_USER, CPU_SYSTEM -> isDecided(kind) && kind != then;
          // As fast as it goes, a server is fast while it puts its work off.
          case ACHIEVED, GOODPUT -> isBetter(kind) && kind != then;
          default -> false;
        };
    return contradicted ? new Verdict.None(inWords()) : verdict;
  }

  private static boolean isBetter(Forest.Kind kind) {
    return kind == Forest.Kind.FIRST || kind == Forest.Kind.SECOND;
  }

  private static boolean isDecided(Forest.Kind kind) {
    return isBetter(kind) || kind == Forest.Kind.EQUIVALENT;
  }

  /** What is to be known of it, as half a sentence. */
  public String inWords() {
    return arm.name()
        + " works between its turns, after it has answered: charged with that, the ratio of CPU per"
        + " request is "
        + Words.ratio(charged);
  }
}
