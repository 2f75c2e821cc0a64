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
 * @param ends how requests for them may end meanwhile: statuses, or words of {@link ReplyEnding}
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

  /** What brings it about, or takes its cause away: it returns once that is so. */
  interface Act {
    void run() throws IOException, InterruptedException;
  }
}
