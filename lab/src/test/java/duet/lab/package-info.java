@NullMarked
package duet.lab;

import org.jspecify.annotations.NullMarked;
