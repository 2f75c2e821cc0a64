package duet.service;

/**
 * The content of {@code /stream}: byte i is i mod 251, a prime, so that a lost or repeated power of
 * two of bytes shows. All streams of a server send the same block again and again.
 */
public final class StreamPattern {
  private static final int PERIOD = 251;

  /** Length of the block: whole periods, and as many as fit into 64 KiB. */
  public static final int BLOCK_BYTES = 64 * 1024 / PERIOD * PERIOD;

  private StreamPattern() {}

  /** A block of its own for the caller, who keeps it: it begins with byte 0. */
  public static byte[] block() {
    var block = new byte[BLOCK_BYTES];
    for (int i = 0; i < block.length; i++) {
      block[i] = (byte) (i % PERIOD);
    }
    return block;
  }

  /** The head of the answer; a client of HTTP/1.0 does not know chunks (RFC 9112 §6.1). */
  public static Head head(long bytes, boolean http11) {
    // Helidon cannot send chunks of which the first is the last.
    var head = new Head(200, "OK").with("Content-Type", "application/octet-stream");
    return http11 && bytes > 0
        ? head.with("Transfer-Encoding", "chunked")
        : head.with("Content-Length", Long.toString(bytes));
  }
}
