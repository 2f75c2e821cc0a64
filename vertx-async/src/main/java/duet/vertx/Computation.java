package duet.vertx;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;

/** A computation that waits for a processor or has one. */
final class Computation {
  private final Context context;
  private final int rounds;
  private final Processors processors;
  private final Promise<Optional<String>> result = Promise.promise();
  private volatile boolean givenUp;

  /**
   * @param context where the result is wanted
   */
  Computation(Context context, int rounds, Processors processors) {
    this.context = context;
    this.rounds = rounds;
    this.processors = processors;
  }

  /** Completed in the context it was asked for; empty once it is given up. */
  Future<Optional<String>> result() {
    return result.future();
  }

  /** Nobody waits for it any more: it gives its place back. */
  void giveUp() {
    givenUp = true;
    processors.giveUp(this);
  }

  int rounds() {
    return rounds;
  }

  /** May be asked on any thread. */
  boolean isGivenUp() {
    return givenUp;
  }

  void end(AsyncResult<Optional<String>> hex) {
    context.runOnContext(_ -> result.handle(hex));
  }
}
