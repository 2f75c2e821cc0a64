package duet.helidon;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection in stages (RFC 9112 §9.6): first what the server has to say, then for a while
 * what the client still sends is thrown away, so that the kernel does not reset the connection and
 * with it the answer.
 */
final class LingeringClose {
  private static final Duration LONGEST = Duration.ofSeconds(1);
  private static final int MOST_BYTES = 1024 * 1024;

  /** Little, since many may be refused at once because there is no memory. */
  private static final int PIECE_BYTES = 1024;

  private LingeringClose() {}

  /**
   * Closes the server's side and blocks until the client has closed its own, or for long enough.
   *
   * @param watch may still be reading; null if there is none
   */
  static void of(Socket socket, @Nullable ClientWatch watch) {
    long endNanos = System.nanoTime() + LONGEST.toNanos();
    var piece = new byte[PIECE_BYTES];
    int thrownAway = 0;
    try {
      socket.shutdownOutput();
      if (watch != null && !watch.letsGo(endNanos)) {
        return;
      }
      int left = Inbound.millisUntil(endNanos);
      while (left > 0 && thrownAway < MOST_BYTES) {
        socket.setSoTimeout(left);
        int length = socket.getInputStream().read(piece);
        if (length < 0) {
          return;
        }
        thrownAway += length;
        left = Inbound.millisUntil(endNanos);
      }
    } catch (IOException _) {
      // The client has closed or takes too long: either way nothing is left to be said.
    }
  }
}
