@NullMarked
package duet.lab.fault;

import org.jspecify.annotations.NullMarked;
