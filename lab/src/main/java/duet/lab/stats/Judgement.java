package duet.lab.stats;

import org.jspecify.annotations.Nullable;

/**
 * One figure of two arms, judged.
 *
 * @param ratio mean of the second ÷ mean of the first, at the confidence that the family leaves to
 *     each of its comparisons; null where there is no interval, and the verdict then says why
 * @param blocks how many pairs of neighbouring trials were resampled; 0 where there was no ratio
 */
public record Judgement(@Nullable Interval ratio, Verdict verdict, int blocks) {
  /**
   * What is left of it where all trials of an arm were of one process: its luck is in each of them
   * and no interval shows it. A difference is named only if the whole interval lies beyond the
   * band.
   */
  public Judgement ofOneProcess(double band) {
    boolean named =
        verdict instanceof Verdict.FirstNeedsLess || verdict instanceof Verdict.SecondNeedsLess;
    if (!named || ratio == null || ratio.low() > 1 + band || ratio.high() < 1 / (1 + band)) {
      return this;
    }
    return new Judgement(
        ratio,
        new Verdict.None("one process may differ from the next by as much as its interval allows"),
        blocks);
  }
}
