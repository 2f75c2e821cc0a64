@NullMarked
package duet.lab.stress;

import org.jspecify.annotations.NullMarked;
