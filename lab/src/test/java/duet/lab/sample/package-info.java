@NullMarked
package duet.lab.sample;

import org.jspecify.annotations.NullMarked;
