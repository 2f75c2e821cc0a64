/** What is done to servers that one would put into production, and what became of them. */
@NullMarked
package duet.lab.stress;

import org.jspecify.annotations.NullMarked;
