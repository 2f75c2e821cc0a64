package duet.lab.stats;

import org.jspecify.annotations.Nullable;

/**
 * One figure of two arms, judged.
 *
 * @param ratio mean of the second ÷ mean of the first, at the confidence that the family leaves to
 *     each of its comparisons; null where there is no interval, and the verdict then says why
 * @param blocks how many pairs of neighbouring trials were resampled; 0 where there was no ratio
 */
public record Judgement(@Nullable Interval ratio, Verdict verdict, int blocks) {}
