package duet.contract.fuzz;

import duet.contract.fuzz.Round.Course;
import duet.contract.fuzz.Round.Plan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Holds hundreds of conversations at once, on the caller's thread: none waits for another. */
final class Loop {
  private static final int SCRATCH_BYTES = 64 * 1024;
  private static final long TURN_MILLIS = 1;

  private Loop() {}

  /**
   * Runs until none is left.
   *
   * @param connections to each server at once, at most
   */
  static void run(List<Target> targets, Course course, int connections) throws IOException {
    var scratch = ByteBuffer.allocateDirect(SCRATCH_BYTES);
    var active = new ArrayList<Round>();
    try (var selector = Selector.open()) {
      while (true) {
        while (active.size() < connections) {
          Plan plan = course.next();
          if (plan == null) {
            break;
          }
          active.add(plan.begin(targets, selector));
        }
        if (active.isEmpty()) {
          return;
        }
        selector.select(
            key -> ((Exchange) Objects.requireNonNull(key.attachment())).ready(key, scratch),
            TURN_MILLIS);
        advance(active, course);
        course.tick();
      }
    }
  }

  private static void advance(List<Round> active, Course course) {
    long now = System.nanoTime();
    int kept = 0;
    for (int i = 0; i < active.size(); i++) {
      Round round = active.get(i);
      for (Exchange exchange : round.exchanges()) {
        exchange.advance(now);
      }
      if (round.hasEnded()) {
        course.ended(round);
      } else {
        active.set(kept++, round);
      }
    }
    active.subList(kept, active.size()).clear();
  }
}
