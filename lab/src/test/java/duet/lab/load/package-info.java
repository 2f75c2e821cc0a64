@NullMarked
package duet.lab.load;

import org.jspecify.annotations.NullMarked;
