package duet.lab.crowd;

/** One thing that a client does with its connection. */
public sealed interface Step {
  /**
   * Hands bytes to the kernel at once, as far as it has room; goes on when all have gone.
   *
   * @param text ISO 8859-1
   */
  record Send(String text) implements Step {}

  /**
   * Sends a byte, the first at once, and another whenever this time has passed.
   *
   * @param text ISO 8859-1
   * @param everyNanos &gt; 0
   */
  record Trickle(String text, long everyNanos) implements Step {
    /** Checks what the types do not. */
    public Trickle {
      if (everyNanos <= 0) {
        throw new IllegalArgumentException("must be > 0: everyNanos=" + everyNanos);
      }
    }
  }

  /** Does nothing for a while. */
  record Pause(long nanos) implements Step {}

  /** Does nothing until an answer has come whole; for a client that reads everything. */
  record AwaitAnswer() implements Step {}

  /** Leaves without a word: the server is sent a reset. */
  record Reset() implements Step {}

  /** Leaves in order. */
  record Leave() implements Step {}
}
