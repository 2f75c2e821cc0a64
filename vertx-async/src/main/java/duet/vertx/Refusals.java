package duet.vertx;

import duet.service.Operation;
import duet.service.Problem;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/** Answers what Netty could not decode; nothing after it can be trusted, so the connection ends. */
final class Refusals implements Handler<HttpServerRequest> {
  private static final Rendered LINE_TOO_LONG = Rendered.of(Problem.LINE_TOO_LONG.answer());
  private static final Rendered HEADER_TOO_LARGE = Rendered.of(Problem.HEADER_TOO_LARGE.answer());
  private static final Rendered MALFORMED = Rendered.of(Problem.MALFORMED.answer());

  private final Answers answers;
  private final Operation operation;

  Refusals(Answers answers, Operation operation) {
    this.answers = answers;
    this.operation = operation;
  }

  @Override
  public void handle(HttpServerRequest request) {
    var _ = Exchange.begin(operation, request);
    Throwable cause = request.decoderResult().cause();
    answers.sendAndClose(
        request,
        cause instanceof TooLongHttpLineException
            ? LINE_TOO_LONG
            : cause instanceof TooLongHttpHeaderException ? HEADER_TOO_LARGE : MALFORMED);
  }
}
