@NullMarked
package duet.lab.trust;

import org.jspecify.annotations.NullMarked;
