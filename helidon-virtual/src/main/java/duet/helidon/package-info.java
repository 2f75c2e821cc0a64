@NullMarked
package duet.helidon;

import org.jspecify.annotations.NullMarked;
