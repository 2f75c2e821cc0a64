package duet.vertx;

import io.netty.channel.EventLoop;
import java.util.function.BooleanSupplier;

/**
 * What Netty survives and its server does not: an event loop that ends leaves its connections
 * without an answer for ever, and memory outside the heap has a limit of Netty's own, of which
 * {@code -XX:+ExitOnOutOfMemoryError} knows nothing. The process then ends, with the exit code of
 * that option, and whoever keeps it starts it anew.
 */
final class Collapse {
  private static final int EXIT_CODE = 3;

  private Collapse() {}

  /** Of this event loop, unless it may end. */
  static void ifEnds(EventLoop loop, BooleanSupplier mayEnd) {
    loop.terminationFuture()
        .addListener(
            _ -> {
              if (!mayEnd.getAsBoolean()) {
                end("an event loop has ended");
              }
            });
  }

  /** Of memory, if that is what has failed. */
  static void ifOutOfMemory(Throwable failure) {
    if (failure instanceof OutOfMemoryError) {
      end(String.valueOf(failure.getMessage()));
    }
  }

  @SuppressWarnings("SystemOut") // there may be no memory for more than that
  private static void end(String why) {
    System.err.println("vertx-async: cannot go on: " + why);
    Runtime.getRuntime().halt(EXIT_CODE);
  }
}
