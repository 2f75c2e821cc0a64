@NullMarked
package duet.lab.plan;

import org.jspecify.annotations.NullMarked;
