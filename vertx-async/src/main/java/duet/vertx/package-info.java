@NullMarked
package duet.vertx;

import org.jspecify.annotations.NullMarked;
