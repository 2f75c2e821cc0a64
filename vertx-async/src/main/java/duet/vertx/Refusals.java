package duet.vertx;

import duet.service.Operation;
import duet.service.Problem;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/** Answers what was not let through; nothing after it can be trusted, so the connection ends. */
final class Refusals implements Handler<HttpServerRequest> {
  private final Answers answers;
  private final Operation operation;

  Refusals(Answers answers, Operation operation) {
    this.answers = answers;
    this.operation = operation;
  }

  @Override
  public void handle(HttpServerRequest request) {
    var _ = Exchange.begin(operation, request);
    Problem problem = problem(request.decoderResult().cause());
    answers.sendAndClose(request, Rendered.of(problem.answer()));
  }

  private static Problem problem(Throwable cause) {
    return switch (cause) {
      case Refused refused -> refused.problem();
      case TooLongHttpLineException _ -> Problem.LINE_TOO_LONG;
      case TooLongHttpHeaderException _ -> Problem.HEADER_TOO_LARGE;
      default -> Problem.MALFORMED;
    };
  }
}
