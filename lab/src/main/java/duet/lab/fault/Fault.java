package duet.lab.fault;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Something that goes wrong beside a server, for a while.
 *
 * @param name in rows
 * @param targets of the routes that it concerns
 * @param ends how requests for them may end meanwhile: statuses, or words of {@link ReplyEnding};
 *     where another is among them than 200, that or another such one must be seen
 * @param longest that an answer of theirs may take
 * @param lasts from its begin to its end
 * @param recovery how soon all must be well again
 */
record Fault(
    String name,
    List<String> targets,
    Set<String> ends,
    Duration longest,
    Duration lasts,
    Duration recovery,
    Act begin,
    Act end) {
  /** Of one that clients must not notice. */
  private static final Set<String> UNHARMED = Set.of("200");

  /** Whether requests ended so, and, where the fault can be seen from outside, it was seen. */
  boolean isSeenIn(Samples during) {
    Set<String> seen = during.ends().keySet();
    return during.haveOnly(ends) && (ends.equals(UNHARMED) || !UNHARMED.containsAll(seen));
  }

  /** What brings it about, or takes its cause away: it returns once that is so. */
  interface Act {
    void run() throws IOException, InterruptedException;
  }
}
