@NullMarked
package duet.service;

import org.jspecify.annotations.NullMarked;
