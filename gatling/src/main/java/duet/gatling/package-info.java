@NullMarked
package duet.gatling;

import org.jspecify.annotations.NullMarked;
