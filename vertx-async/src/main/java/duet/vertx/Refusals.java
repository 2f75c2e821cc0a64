package duet.vertx;

import duet.service.Problem;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/** Answers what was not let through; nothing after it can be trusted, so the connection ends. */
final class Refusals implements Handler<HttpServerRequest> {
  private final Answers answers;
  private final IdleConnections idle;

  Refusals(Answers answers, IdleConnections idle) {
    this.answers = answers;
    this.idle = idle;
  }

  @Override
  public void handle(HttpServerRequest request) {
    if (idle.requested(request) == null) {
      return;
    }
    Problem problem = problem(request.decoderResult().cause());
    answers.sendAndClose(request, Rendered.of(problem.answer()));
  }

  private static Problem problem(Throwable cause) {
    return switch (cause) {
      case Refused refused -> refused.problem();
      case TooLongHttpHeaderException _ -> Problem.HEADER_TOO_LARGE;
      default -> Problem.MALFORMED;
    };
  }
}
