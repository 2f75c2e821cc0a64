package duet.lab.stress;

import duet.lab.load.LoadResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was seen of one server that was offered too much.
 *
 * @param steps the first at capacity, then one for each factor, all of as many rounds: one or more
 * @param idleRssBytes resident memory of the warm server before the first of them
 * @param before it, of that server, garbage collected
 * @param after it was as before, likewise; nothing of a server that has ended
 * @param maxHeapBytes that its JVM may use
 * @param last a closed loop of all connections, more than are let in
 * @param recovered from the end of that, when nothing more was sent, until it was as before
 */
record OverloadSeen(
    List<Step> steps,
    long idleRssBytes,
    Held before,
    Optional<Held> after,
    long maxHeapBytes,
    LoadResult last,
    Duration recovered) {
  /**
   * What came of one offered load, round by round.
   *
   * @param factor of the capacity; 0 where that was measured, in a closed loop
   */
  record Step(double factor, List<Load> loads) {
    Step(double factor) {
      this(factor, new ArrayList<>());
    }
  }

  /**
   * Once.
   *
   * @param offered requests a second
   * @param processors that the server kept busy; 1.0 is one of them all the time
   * @param rssBytes most resident memory while it lasted
   */
  record Load(double offered, LoadResult result, double processors, long rssBytes) {}

  /** Copies. */
  OverloadSeen {
    steps = List.copyOf(steps);
  }

  int rounds() {
    return steps.getFirst().loads().size();
  }

  /**
   * The most resident memory.
   *
   * @param round from 0
   */
  long mostRssBytes(int round) {
    return steps.stream().mapToLong(it -> it.loads().get(round).rssBytes()).max().orElse(0);
  }
}
