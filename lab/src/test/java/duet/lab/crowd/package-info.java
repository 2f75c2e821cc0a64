@NullMarked
package duet.lab.crowd;

import org.jspecify.annotations.NullMarked;
