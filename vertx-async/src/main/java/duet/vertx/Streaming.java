package duet.vertx;

import duet.service.Problem;
import duet.service.StreamPattern;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.buffer.BufferInternal;

/**
 * {@code /stream}: one block, written again and again as the client takes it. For use on one event
 * loop.
 *
 * <p>What waits in the process for a slow reader is references to the one block, 16 at most, and
 * nothing of its own: the block lies outside the heap, where the socket takes it from. What waits
 * in the kernel is its send buffer.
 */
final class Streaming {
  /** After so many blocks it is the turn of what else the event loop has to do. */
  private static final int BLOCKS_A_TURN = 4;

  private static final ByteBuf BLOCK =
      Unpooled.unreleasableBuffer(
          Unpooled.directBuffer(StreamPattern.BLOCK_BYTES)
              .writeBytes(StreamPattern.block())
              .asReadOnly());

  private static final Rendered TOO_MANY = Rendered.of(Problem.TOO_MANY_TRANSFERS.answer());

  private final Vertx vertx;
  private final Connections connections;
  private final Answers answers;

  Streaming(Vertx vertx, Connections connections, Answers answers) {
    this.vertx = vertx;
    this.connections = connections;
    this.answers = answers;
  }

  void stream(HttpServerRequest request, long bytes) {
    boolean hasContent = bytes > 0 && !request.method().equals(HttpMethod.HEAD);
    if (hasContent && !connections.transfers(request.connection())) {
      answers.send(request, TOO_MANY);
      return;
    }
    boolean persistent =
        answers.begin(
            request, StreamPattern.head(bytes, request.version() == HttpVersion.HTTP_1_1));
    if (hasContent) {
      new Pump(request, bytes, persistent).run();
    } else {
      answers.end(request, persistent, request.response().end());
    }
  }

  private final class Pump {
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final boolean persistent;
    private long left;

    Pump(HttpServerRequest request, long bytes, boolean persistent) {
      this.request = request;
      this.response = request.response();
      this.persistent = persistent;
      this.left = bytes;
    }

    /** Writes while there is room, and comes back when there is some again. */
    void run() {
      for (int i = 0; i < BLOCKS_A_TURN; i++) {
        if (response.closed()) {
          return;
        }
        if (left <= StreamPattern.BLOCK_BYTES) {
          response.drainHandler(null);
          answers.end(request, persistent, response.end(block((int) left)));
          return;
        }
        var _ = response.write(block(StreamPattern.BLOCK_BYTES));
        left -= StreamPattern.BLOCK_BYTES;
        if (response.writeQueueFull()) {
          response.drainHandler(_ -> run());
          return;
        }
      }
      response.drainHandler(null);
      vertx.runOnContext(_ -> run());
    }
  }

  private static Buffer block(int length) {
    return BufferInternal.buffer(BLOCK.slice(0, length));
  }
}
