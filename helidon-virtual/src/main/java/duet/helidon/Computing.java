package duet.helidon;

import duet.service.Answer;
import duet.service.Problem;
import duet.service.Resource;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/**
 * {@code /compute} and {@code /work}: on platform threads, for which the connection's virtual
 * thread waits.
 */
final class Computing {
  private static final Rendered BUSY = Rendered.of(Problem.BUSY.answer());

  private final Processors processors;
  private final Answers answers;

  Computing(Services services, Answers answers) {
    this.processors = services.processors();
    this.answers = answers;
  }

  void compute(ServerRequest request, ServerResponse response, int rounds)
      throws InterruptedException {
    Rendered outcome =
        Connection.whileTheClientStays(() -> processors.compute(rounds))
            .map(hex -> Rendered.of(Answer.text(hex)))
            .orElse(BUSY);
    answers.send(request, response, outcome);
  }

  void work(ServerRequest request, ServerResponse response, Resource.Work work)
      throws InterruptedException {
    if (work.waitMillis() > 0) {
      Connection.sleepWhileTheClientStays(work.waitMillis());
    }
    compute(request, response, work.rounds());
  }
}
