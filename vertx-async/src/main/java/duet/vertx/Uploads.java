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
  private static final Rendered MALFORMED = Rendered.of(Problem.MALFORMED.answer());
  private static final Rendered BODY_TOO_LARGE = Rendered.of(Problem.BODY_TOO_LARGE.answer());

  private final Answers answers;
  private final IdleConnections idle;

  Uploads(Answers answers, IdleConnections idle) {
    this.answers = answers;
    this.idle = idle;
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

    Reading(HttpServerRequest request, @Nullable Buffer body, Runnable whole) {
      this.request = request;
      this.body = body;
      this.whole = whole;
      idle.awaitsBody(request.connection());
    }

    void more(Buffer chunk) {
      idle.awaitsBody(request.connection());
      if (body != null) {
        body.appendBuffer(chunk);
      }
    }

    /** A client that has gone away is not answered, nor counted as if it were. */
    void broken(Throwable why) {
      if (!(why instanceof HttpClosedException) && !request.response().ended()) {
        boolean tooLarge =
            why instanceof Refused refused && refused.problem().equals(Problem.BODY_TOO_LARGE);
        answers.sendAndClose(request, tooLarge ? BODY_TOO_LARGE : MALFORMED);
      }
    }

    void end(Void end) {
      idle.hasBody(request.connection());
      if (!request.response().ended()) {
        whole.run();
      }
    }
  }
}
