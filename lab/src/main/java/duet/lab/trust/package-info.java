/** What is put to the laboratory of which the right answer is known beforehand. */
@NullMarked
package duet.lab.trust;

import org.jspecify.annotations.NullMarked;
