package duet.helidon;

import duet.service.Places;
import duet.service.Problem;
import duet.service.StreamPattern;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;

/**
 * {@code /stream}: one block, written again and again; a write blocks until the client takes it.
 * Safe for use by several virtual threads.
 *
 * <p>What waits in the process for a slow reader is Helidon's copy of the one block, framed as a
 * chunk, and what the socket copies of it outside the heap. What waits in the kernel is its send
 * buffer.
 */
final class Streaming {
  private static final byte[] BLOCK = StreamPattern.block();

  private static final Rendered TOO_MANY = Rendered.of(Problem.TOO_MANY_TRANSFERS.answer());

  private final Places transfers;
  private final Answers answers;

  Streaming(Services services, Answers answers) {
    this.transfers = services.limits().transfers();
    this.answers = answers;
  }

  void stream(ServerRequest request, ServerResponse response, long bytes) throws IOException {
    var head = StreamPattern.head(bytes, Connection.isHttp11());
    if (bytes == 0 || request.prologue().method().equals(Method.HEAD)) {
      answers.sendHead(request, response, head);
      return;
    }
    if (!transfers.enter()) {
      answers.send(request, response, TOO_MANY);
      return;
    }
    try {
      answers.send(request, response, head, bytes, out -> write(bytes, out));
    } finally {
      transfers.leave();
    }
  }

  private static void write(long bytes, OutputStream out) throws IOException {
    for (long left = bytes; left > 0; left -= BLOCK.length) {
      out.write(BLOCK, 0, (int) Math.min(left, BLOCK.length));
      if (left == bytes) {
        out.flush(); // Helidon would make the first two blocks one chunk
      }
    }
  }
}
