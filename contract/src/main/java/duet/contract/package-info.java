/**
 * What a server must do, as tests over raw sockets: any class that implements {@link
 * duet.contract.HttpContract} and says where its server listens is checked by the whole suite.
 *
 * <p>Bytes on the wire are Strings in ISO 8859-1 throughout: one char is one byte, so that a
 * request reads as it is sent, lengths are byte counts, and a failed comparison shows both sides.
 */
@NullMarked
package duet.contract;

import org.jspecify.annotations.NullMarked;
