package duet.service;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The work of {@code /compute} and {@code /work}: h(0) is 32 zero bytes, h(i+1) the SHA-256 of
 * h(i).
 */
public final class HashChain {

  /** A tenth of a millisecond or so: what a computation goes on for when nobody waits any more. */
  private static final int ROUNDS_BETWEEN_LOOKS = 1000;

  private HashChain() {}

  /**
   * Computes on the calling thread.
   *
   * @param rounds ≥ 0
   * @param unwanted asked now and then, and before the first round
   * @return h(rounds) in lower-case hexadecimal digits; empty once it is unwanted
   */
  public static Optional<String> hex(int rounds, BooleanSupplier unwanted) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      var hash = new byte[sha256.getDigestLength()];
      for (int i = 0; i < rounds; i++) {
        if (i % ROUNDS_BETWEEN_LOOKS == 0 && unwanted.getAsBoolean()) {
          return Optional.empty();
        }
        sha256.update(hash);
        sha256.digest(hash, 0, hash.length);
      }
      return Optional.of(HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException | DigestException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
