package duet.lab.stats;

import java.util.OptionalInt;

/**
 * What may be said of one figure of two arms. Arms are told apart by position, and <i>needs
 * less</i> means the smaller figure: of figures where more is better the caller turns the words.
 */
public sealed interface Verdict {
  /** The interval of second ÷ first lies above 1, and not all of it within the band. */
  record FirstNeedsLess() implements Verdict {}

  /** The interval of second ÷ first lies below 1, and not all of it within the band. */
  record SecondNeedsLess() implements Verdict {}

  /**
   * The whole interval lies in [1 ÷ (1 + band), 1 + band]. It may leave out 1: then there is a
   * difference, it is smaller than what was said to matter, and the interval shows its direction.
   *
   * @param band for example 0.03 for 3 %
   */
  record Equivalent(double band) implements Verdict {}

  /**
   * Neither: which is not <i>the same</i>.
   *
   * @param moreTrials how many trials of each arm a comparison would need beyond these to be
   *     decided four times in five, were estimate and spread to stay as they are; empty if more
   *     than {@value MoreTrials#MOST}. Meant for planning: to add trials until the verdict pleases
   *     errs more often than the confidence says
   */
  record Inconclusive(OptionalInt moreTrials) implements Verdict {}

  /**
   * No verdict.
   *
   * @param reason half a sentence for the reader, such as <i>two trials give no interval</i>
   */
  record None(String reason) implements Verdict {}
}
