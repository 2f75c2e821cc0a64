package duet.contract.fuzz;

import org.jspecify.annotations.Nullable;

/**
 * One request as the grammar has made it, and what the contract says of it.
 *
 * @param bytes all of it
 * @param isHead whether its answer has no body
 * @param status of its final answer; {@link #ANY} where the grammar leaves that to the servers
 * @param body of its final answer, byte for byte; null where the grammar does not know it
 */
record Ask(String bytes, boolean isHead, int status, @Nullable String body) {
  static final int ANY = 0;

  /** The same with other bytes, of which nobody knows what becomes. */
  Ask broken(String mutated) {
    return new Ask(mutated, isHead, ANY, null);
  }
}
