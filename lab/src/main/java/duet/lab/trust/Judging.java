package duet.lab.trust;

import duet.lab.report.Charge;
import duet.lab.report.Findings;
import duet.lab.sample.Figure;
import duet.lab.stats.Judge;
import duet.lab.stats.Judgement;

/** How a comparison that was drawn is judged. Without state of its own. */
public interface Judging {
  /** By its numbers alone, as any comparison judges most figures. */
  Judging NUMBERS = (judge, first, second, _, _) -> judge.judge(first, second);

  /**
   * Judges one.
   *
   * @param first numbers of the first arm, one for each pair
   * @param second likewise of the second
   * @param drawn which recorded pair each is
   * @param swapped whether the arms of the pair were called by each other's name
   */
  Judgement of(Judge judge, double[] first, double[] second, int[] drawn, boolean[] swapped);

  /** CPU time as any comparison judges it: an arm is charged with what it puts off. */
  static Judging ofCpu(Findings.OfWorkload recorded) {
    return ofCpu(
        recorded.first().values(Figure.CPU_OUTSIDE), recorded.second().values(Figure.CPU_OUTSIDE));
  }

  /** The same of all recorded pairs' CPU time between turns. */
  static Judging ofCpu(double[] between, double[] otherBetween) {
    return (judge, first, second, drawn, swapped) -> {
      double[] one = new double[drawn.length];
      double[] other = new double[drawn.length];
      for (int i = 0; i < drawn.length; i++) {
        one[i] = (swapped[i] ? otherBetween : between)[drawn[i]];
        other[i] = (swapped[i] ? between : otherBetween)[drawn[i]];
      }
      return Charge.judged(judge, first, second, one, other);
    };
  }
}
