@NullMarked
package duet.lab.report;

import org.jspecify.annotations.NullMarked;
