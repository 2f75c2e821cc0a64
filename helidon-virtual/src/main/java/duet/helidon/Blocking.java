package duet.helidon;

import duet.service.Answer;
import duet.service.Problem;
import duet.service.Resource;
import duet.service.Settings;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * {@code /block}: on the connection's virtual thread, which may keep its carrier from all others,
 * or on a platform thread. Safe for use by several virtual threads.
 */
final class Blocking {
  /** As many as the other server's workers. */
  private static final int THREADS = 20;

  private static final Rendered NOT_FOUND = Rendered.of(Problem.NOT_FOUND.answer());

  private final Settings.Blocking where;
  private final Answers answers;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS, Thread.ofPlatform().daemon().name("block-", 0).factory());

  Blocking(Services services, Answers answers) {
    this.where = services.settings().blocking();
    this.answers = answers;
  }

  void block(ServerRequest request, ServerResponse response, Resource.Block block)
      throws InterruptedException {
    Callable<Rendered> work = () -> blocked(block);
    Rendered answer =
        switch (where) {
          case OFF -> NOT_FOUND;
          case INLINE -> blocked(block);
          case OFFLOADED -> {
            try {
              yield threads.submit(work).get();
            } catch (ExecutionException e) {
              throw new IllegalStateException("blocking failed", e);
            }
          }
        };
    answers.send(request, response, answer);
  }

  private static Rendered blocked(Resource.Block block) throws InterruptedException {
    block.how().block(block.millis());
    return Rendered.of(Answer.text(Integer.toString(block.millis())));
  }
}
