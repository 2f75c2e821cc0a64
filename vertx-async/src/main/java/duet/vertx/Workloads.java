package duet.vertx;

import duet.service.Answer;
import duet.service.Message;
import duet.service.Problem;
import duet.service.Resolution;
import duet.service.Resource;
import duet.service.Routes;
import duet.service.Settings;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Answers every request that is well-formed HTTP; runs on an event loop and never blocks it. */
final class Workloads implements Handler<HttpServerRequest> {
  private static final Logger LOG = Logger.getLogger("duet.vertx");
  private static final Rendered ROOT = Rendered.of(Answer.ROOT);
  private static final Rendered PLAINTEXT = Rendered.of(Answer.PLAINTEXT);
  private static final Rendered MALFORMED = Rendered.of(Problem.MALFORMED.answer());
  private static final Rendered INTERNAL = Rendered.of(Problem.INTERNAL.answer());
  private static final Rendered BODY_TOO_LARGE = Rendered.of(Problem.BODY_TOO_LARGE.answer());

  private final Vertx vertx;
  private final Settings settings;
  private final Answers answers;
  private final IdleConnections idle;

  Workloads(Vertx vertx, Settings settings, Answers answers, IdleConnections idle) {
    this.vertx = vertx;
    this.settings = settings;
    this.answers = answers;
    this.idle = idle;
  }

  @Override
  public void handle(HttpServerRequest request) {
    idle.requested(request.connection());
    if (request.version() == HttpVersion.HTTP_1_1 && request.getHeader(HttpHeaders.HOST) == null) {
      answers.sendAndClose(request, MALFORMED); // RFC 9112 §3.2; Netty leaves it to the server
      return;
    }
    if (!request.method().equals(HttpMethod.GET)
        && declaredLength(request) > settings.maxBodyBytes()) {
      answers.sendAndClose(request, BODY_TOO_LARGE);
      return;
    }
    try {
      switch (Routes.resolve(request.method().name(), path(request))) {
        case Resolution.Settled(Answer answer) -> answers.send(request, Rendered.of(answer));
        case Resolution.Found(Resource resource) -> serve(request, resource);
      }
    } catch (RuntimeException e) {
      LOG.log(Level.SEVERE, "a handler failed", e);
      if (!request.response().ended()) {
        answers.sendAndClose(request, INTERNAL);
      }
    }
  }

  private void serve(HttpServerRequest request, Resource resource) {
    switch (resource) {
      case Resource.Root() -> answers.send(request, ROOT);
      case Resource.Plaintext() -> answers.send(request, PLAINTEXT);
      case Resource.Json() ->
          answers.send(request, Rendered.of(Answer.json(new Message("Hello, World!").json())));
      case Resource.Delay(int millis) -> delay(request, millis);
      case Resource.Echo() -> echo(request);
    }
  }

  private void delay(HttpServerRequest request, int millis) {
    var answer = Rendered.of(Answer.text(Integer.toString(millis)));
    if (millis == 0) {
      answers.send(request, answer);
      return;
    }
    long timer = vertx.setTimer(millis, _ -> answers.send(request, answer));
    request.response().closeHandler(_ -> vertx.cancelTimer(timer));
  }

  private void echo(HttpServerRequest request) {
    if (request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
      request.response().writeContinue();
    }
    var body = Buffer.buffer(); // grows with what comes, not with what is announced
    request.handler(
        chunk -> {
          if (body.length() + chunk.length() <= settings.maxBodyBytes()) {
            body.appendBuffer(chunk);
          } else if (!request.response().ended()) {
            answers.sendAndClose(request, BODY_TOO_LARGE);
          }
        });
    request.endHandler(
        _ -> {
          if (!request.response().ended()) {
            String contentType = request.getHeader(HttpHeaders.CONTENT_TYPE);
            answers.send(request, Rendered.of(contentType, body));
          }
        });
  }

  /** The target's path; the target itself where it has none, as in {@code OPTIONS *}. */
  private static String path(HttpServerRequest request) {
    String path = request.path();
    return path == null ? request.uri() : path;
  }

  /**
   * The request's Content-Length, which Netty has checked; 0 where the body is chunked or missing.
   */
  private static long declaredLength(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null ? 0 : Long.parseLong(length);
  }
}
