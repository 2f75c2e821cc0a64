/**
 * Conversations that nobody would think of, at a server or at several at once: made by a grammar,
 * broken byte by byte, the same for the same seed, and judged by what must hold of any of them.
 *
 * <p>Bytes on the wire are Strings in ISO 8859-1 here too.
 */
@NullMarked
package duet.contract.fuzz;

import org.jspecify.annotations.NullMarked;
