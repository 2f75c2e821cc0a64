package duet.vertx;

import duet.service.Answer;
import duet.service.Problem;
import duet.service.Resource;
import duet.service.Settings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/**
 * {@code /block}: on the event loop, as it must not be done, or on a worker thread. For use on one
 * event loop.
 */
final class Blocking {
  private static final Rendered NOT_FOUND = Rendered.of(Problem.NOT_FOUND.answer());
  private static final Rendered INTERNAL = Rendered.of(Problem.INTERNAL.answer());

  private final Vertx vertx;
  private final Settings.Blocking where;
  private final Answers answers;

  Blocking(Vertx vertx, Services services, Answers answers) {
    this.vertx = vertx;
    this.where = services.settings().blocking();
    this.answers = answers;
  }

  void block(HttpServerRequest request, Resource.Block block) {
    switch (where) {
      case OFF -> answers.send(request, NOT_FOUND);
      case INLINE -> {
        try {
          answers.send(request, blocked(block));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          answers.sendAndClose(request, INTERNAL);
        }
      }
      case OFFLOADED ->
          vertx
              .executeBlocking(() -> blocked(block), false)
              .onSuccess(answer -> answers.send(request, answer))
              .onFailure(_ -> answers.sendAndClose(request, INTERNAL));
    }
  }

  private static Rendered blocked(Resource.Block block) throws InterruptedException {
    block.how().block(block.millis());
    return Rendered.of(Answer.text(Integer.toString(block.millis())));
  }
}
