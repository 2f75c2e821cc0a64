package duet.vertx;

import duet.service.Problem;

/** Why the decoder refuses a request; without a stack trace, since it is the client's fault. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  Refused(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
