package duet.contract.fuzz;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One conversation, held with every server at once. Used by the thread of its selector.
 *
 * @param suspicions what it is held again for; empty the first time
 * @param tries how often it has been held before
 */
record Round(
    Conversation conversation, List<Exchange> exchanges, List<Finding> suspicions, int tries) {

  /**
   * What is still to be held.
   *
   * @param suspicions as the round will have them
   * @param tries as the round will have them
   */
  record Plan(Conversation conversation, Patience patience, List<Finding> suspicions, int tries) {
    static Plan first(Conversation conversation, Patience patience) {
      return new Plan(conversation, patience, List.of(), 0);
    }

    Round begin(List<Target> targets, Selector selector) throws IOException {
      var exchanges = new ArrayList<Exchange>();
      for (Target target : targets) {
        exchanges.add(new Exchange(conversation, target, patience, selector));
      }
      return new Round(conversation, exchanges, suspicions, tries);
    }
  }

  /** Where rounds come from and go to. */
  interface Course {
    /** The next to be held; null while there is none. */
    @Nullable Plan next();

    void ended(Round round);

    /** Called between two looks at the sockets, a thousand times a second or so. */
    default void tick() {}
  }

  /** The same once more, in calm. */
  Plan again(List<Finding> open) {
    return new Plan(conversation, Patience.CALM, open, tries + 1);
  }

  boolean hasEnded() {
    for (Exchange exchange : exchanges) {
      if (exchange.transcript() == null) {
        return false;
      }
    }
    return true;
  }

  /** What each server said; for a round that has ended. */
  List<Transcript> transcripts() {
    return exchanges.stream()
        .map(exchange -> Objects.requireNonNull(exchange.transcript()))
        .toList();
  }
}
