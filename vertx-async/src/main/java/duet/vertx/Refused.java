package duet.vertx;

import duet.service.Problem;
import io.netty.handler.codec.DecoderResult;

/** Why the decoder refuses a request; without a stack trace, since it is the client's fault. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  Refused(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  /** What becomes of a message that is refused. */
  static DecoderResult result(Problem problem) {
    return DecoderResult.failure(new Refused(problem));
  }

  Problem problem() {
    return problem;
  }
}
