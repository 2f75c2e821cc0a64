/** Many connections at once, held by one thread, each of which behaves as it is told. */
@NullMarked
package duet.lab.crowd;

import org.jspecify.annotations.NullMarked;
