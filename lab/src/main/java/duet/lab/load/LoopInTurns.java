package duet.lab.load;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Two loads on two servers, of which one at most has requests at any time. One thread. */
final class LoopInTurns {
  /** Hears of turns, between which nothing is measured. */
  interface Listener {
    /** Returns when the turn of this load, 0 or 1, may begin. */
    void await(int whose, boolean counted) throws IOException;

    /** It is over, and all it asked for is answered or given up. */
    void over(int whose) throws IOException;
  }

  private LoopInTurns() {}

  /**
   * Puts two loads on two servers, in short turns: at any time one of them at most has requests.
   *
   * @return the first's result and the second's
   * @throws TooLateException if a server is so late with its answers that turns make no sense
   * @throws IOException if a server cannot be connected to at the start
   */
  static List<LoadResult> run(LoadInTurns plan, NanoClock clock, Listener listener)
      throws IOException {
    var loops = new ArrayList<Loop>();
    var open = new ArrayList<Closeable>();
    try {
      for (LoadPlan each : plan.loads()) {
        var selector = Selector.open();
        open.add(selector);
        Loop loop = Loop.ofTurns(each, clock, selector);
        open.addFirst(loop.traffic());
        loops.add(loop);
      }
      long[] opened = new long[loops.size()];
      for (int turn = 0; turn < plan.turns(); turn++) {
        boolean counted = plan.isCounted(turn);
        int whose = plan.whose(turn);
        loops.get(whose).awaitAnswer();
        listener.await(whose, counted);
        long begin = loops.get(whose).turn(plan, counted);
        listener.over(whose);
        if (counted && opened[whose] == 0) {
          opened[whose] = begin;
        }
      }
      return List.of(loops.get(0).result(opened[0]), loops.get(1).result(opened[1]));
    } finally {
      closeAll(open);
    }
  }

  private static void closeAll(List<Closeable> open) throws IOException {
    @Nullable IOException failure = null;
    for (Closeable each : open) {
      try {
        each.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
