package duet.lab.report;

import duet.lab.plan.Arm;
import duet.lab.sample.Figure;
import duet.lab.stats.Judge;
import duet.lab.stats.Judgement;
import duet.lab.stats.Verdict;
import java.util.Optional;

/**
 * An arm that uses more CPU time between its turns than the other, as one does that works on after
 * it has answered.
 *
 * @param arm the one that is charged with it
 * @param other the other
 * @param plain whether it is so much, beyond chance, that it is to be said whoever wins
 */
public record PutOff(Arm arm, Arm other, Charge charge, boolean plain) {
  /** By how much of its CPU time an arm may be charged before it is said. */
  private static final double MOST = 0.05;

  /** The same of servers that are hardly warm: they still compile. */
  private static final double MOST_QUICK = 0.1;

  /** Empty where nothing tells the arms apart in this. */
  static Optional<PutOff> of(Judge judge, Findings.OfWorkload found, boolean quick) {
    Findings.OfArm first = found.first();
    Findings.OfArm second = found.second();
    return Charge.of(
            judge,
            first.values(Figure.CPU),
            second.values(Figure.CPU),
            first.values(Figure.CPU_OUTSIDE),
            second.values(Figure.CPU_OUTSIDE))
        .map(
            charge ->
                new PutOff(
                    (charge.ofSecond() ? second : first).arm(),
                    (charge.ofSecond() ? first : second).arm(),
                    charge,
                    charge.least() > 1 + most(quick)));
  }

  /** Share of its CPU time with which an arm may be charged before it is said. */
  static double most(boolean quick) {
    return quick ? MOST_QUICK : MOST;
  }

  /** A judgement, without its verdict if that owes something to what was put off. */
  Judgement upheld(Figure figure, Judgement judgement) {
    return charge.isOwed(figure, judgement.verdict(), plain)
        ? new Judgement(judgement.ratio(), new Verdict.None(inWords()), judgement.blocks())
        : judgement;
  }

  /** What is to be known of it, as half a sentence. */
  public String inWords() {
    return "between its turns "
        + arm.name()
        + " uses more CPU time than "
        + other.name()
        + ", as one does that works on after it has answered: charged with that, the ratio of CPU"
        + " per request is "
        + Words.ratio(charge.charged());
  }
}
