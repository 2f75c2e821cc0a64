/**
 * The judgement: which of two arms needs less, by how much and how sure it is, from one number for
 * each trial. Nothing here knows what was measured, and no other package of the laboratory is
 * needed, so that all of them may use it. What a block is, and how often the judgement errs, is in
 * docs/decisions/0014-what-a-block-is.md.
 */
@NullMarked
package duet.lab.stats;

import org.jspecify.annotations.NullMarked;
