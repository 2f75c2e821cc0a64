package duet.vertx;

import duet.service.Answer;
import duet.service.Problem;
import duet.service.Resource;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/** {@code /compute} and {@code /work}: on worker threads, never on the event loop. */
final class Computing {
  private static final Rendered INTERNAL = Rendered.of(Problem.INTERNAL.answer());
  private static final Rendered BUSY = Rendered.of(Problem.BUSY.answer());

  private final Vertx vertx;
  private final Processors processors;
  private final Answers answers;

  Computing(Vertx vertx, Services services, Answers answers) {
    this.vertx = vertx;
    this.processors = services.processors();
    this.answers = answers;
  }

  void compute(HttpServerRequest request, int rounds) {
    processors
        .compute(rounds)
        .ifPresentOrElse(
            computation -> {
              request.response().closeHandler(_ -> computation.giveUp());
              computation
                  .result()
                  .onSuccess(hex -> hex.ifPresent(known -> send(request, known)))
                  .onFailure(_ -> answers.sendAndClose(request, INTERNAL));
            },
            () -> answers.send(request, BUSY));
  }

  void work(HttpServerRequest request, Resource.Work work) {
    if (work.waitMillis() == 0) {
      compute(request, work.rounds());
      return;
    }
    long timer = vertx.setTimer(work.waitMillis(), _ -> compute(request, work.rounds()));
    request.response().closeHandler(_ -> vertx.cancelTimer(timer));
  }

  private void send(HttpServerRequest request, String hex) {
    answers.send(request, Rendered.of(Answer.text(hex)));
  }
}
