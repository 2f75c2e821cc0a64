@NullMarked
package duet.backend;

import org.jspecify.annotations.NullMarked;
