@NullMarked
package duet.lab.process;

import org.jspecify.annotations.NullMarked;
