@NullMarked
package duet.lab.stats;

import org.jspecify.annotations.NullMarked;
