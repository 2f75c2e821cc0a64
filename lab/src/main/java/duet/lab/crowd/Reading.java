package duet.lab.crowd;

/** How much of what the server sends a client takes. */
public sealed interface Reading {
  /** Whatever has come. */
  record Everything() implements Reading {}

  /** Not a byte: the rest stays with the two kernels and the server. */
  record Nothing() implements Reading {}

  /**
   * A little, now and then.
   *
   * @param bytes &gt; 0, at most, each time
   * @param everyNanos &gt; 0
   */
  record Little(int bytes, long everyNanos) implements Reading {
    /** Checks what the types do not. */
    public Little {
      if (bytes <= 0 || everyNanos <= 0) {
        throw new IllegalArgumentException(
            "must be > 0: bytes=%d everyNanos=%d".formatted(bytes, everyNanos));
      }
    }
  }
}
