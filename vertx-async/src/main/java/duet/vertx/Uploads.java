package duet.vertx;

import duet.service.Problem;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** Reads requests' bodies as far as they are allowed to go. For use on one event loop. */
final class Uploads {
  private static final Rendered NO_ROOM = Rendered.of(Problem.NO_ROOM.answer());

  private final Answers answers;
  private final Connections connections;

  Uploads(Answers answers, Connections connections) {
    this.answers = answers;
    this.connections = connections;
  }

  /** Reads a body and hands it on; one that is too large or whose framing is broken is refused. */
  void read(HttpServerRequest request, Handler<Buffer> whole) {
    if (waits(request)) {
      request.response().writeContinue();
    }
    var body = Buffer.buffer(); // grows with what comes, not with what is announced
    read(request, body, () -> whole.handle(body));
  }

  /**
   * Reads over a body nobody asked for, so that a request is answered as what it is as a whole; a
   * client that waits to be asked for it is answered at once, and its body is not read at all.
   */
  void skip(HttpServerRequest request, Runnable whole) {
    if (waits(request)) {
      request.pause();
      RequestReader.readNothingMore(request.connection());
      whole.run();
    } else {
      read(request, null, whole);
    }
  }

  /**
   * Whether a client holds its body back until it is asked for it (RFC 9110 §10.1.1); no other
   * expectation is let through.
   */
  static boolean waits(HttpServerRequest request) {
    return request.headers().contains(HttpHeaders.EXPECT)
        && request.version() == HttpVersion.HTTP_1_1
        && !request.isEnded()
        && isAnnounced(request);
  }

  /** Whether the head of a request says that a body follows. */
  static boolean isAnnounced(HttpServerRequest request) {
    MultiMap fields = request.headers();
    return fields.contains(HttpHeaders.TRANSFER_ENCODING)
        || (fields.contains(HttpHeaders.CONTENT_LENGTH)
            && !fields.contains(HttpHeaders.CONTENT_LENGTH, "0", false));
  }

  private void read(HttpServerRequest request, @Nullable Buffer body, Runnable whole) {
    var reading = new Reading(request, body, whole);
    request.handler(reading::more).exceptionHandler(reading::broken).endHandler(reading::end);
  }

  private final class Reading {
    private final HttpServerRequest request;
    private final @Nullable Buffer body;
    private final Runnable whole;
    private final @Nullable Conversation conversation;

    Reading(HttpServerRequest request, @Nullable Buffer body, Runnable whole) {
      this.request = request;
      this.body = body;
      this.whole = whole;
      this.conversation = connections.of(request.connection());
      if (conversation != null) {
        conversation.awaitsBody();
      }
    }

    void more(Buffer chunk) {
      if (conversation != null) {
        conversation.bodyCame(chunk.length());
      }
      if (body == null || request.response().ended()) {
        return;
      }
      if (conversation != null && conversation.keeps(chunk.length())) {
        body.appendBuffer(chunk);
      } else {
        answers.sendAndClose(request, NO_ROOM);
      }
    }

    /** A client that has gone away is not answered, nor counted as if it were. */
    void broken(Throwable why) {
      if (!(why instanceof HttpClosedException) && !request.response().ended()) {
        Problem problem = why instanceof Refused refused ? refused.problem() : Problem.MALFORMED;
        answers.sendAndClose(request, Rendered.of(problem.answer()));
      }
    }

    void end(Void end) {
      if (conversation != null) {
        conversation.hasBody();
      }
      if (!request.response().ended()) {
        whole.run();
      }
    }
  }
}
