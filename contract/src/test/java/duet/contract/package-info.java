@NullMarked
package duet.contract;

import org.jspecify.annotations.NullMarked;
