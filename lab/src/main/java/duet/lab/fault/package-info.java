/**
 * What is taken from servers while they serve, what their clients see of it, and what comes back.
 */
@NullMarked
package duet.lab.fault;

import org.jspecify.annotations.NullMarked;
