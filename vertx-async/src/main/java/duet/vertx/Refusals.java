package duet.vertx;

import duet.service.Problem;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/** Answers what was not let through; nothing after it can be trusted, so the connection ends. */
final class Refusals implements Handler<HttpServerRequest> {
  private final Answers answers;
  private final Connections connections;

  Refusals(Answers answers, Connections connections) {
    this.answers = answers;
    this.connections = connections;
  }

  @Override
  public void handle(HttpServerRequest request) {
    if (connections.requested(request) == null) {
      return;
    }
    Problem problem =
        request.decoderResult().cause() instanceof Refused refused
            ? refused.problem()
            : Problem.MALFORMED;
    answers.sendAndClose(request, Rendered.of(problem.answer()));
  }
}
