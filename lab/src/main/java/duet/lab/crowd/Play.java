package duet.lab.crowd;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** How far a client is with its script. For use by the crowd's thread. */
final class Play {
  private final Guest guest;
  private final Queue<Step> steps;
  private boolean awaitsAnswer;
  private boolean busy;

  Play(Guest guest, Script script) {
    this.guest = guest;
    this.steps = new ArrayDeque<>(script.steps());
  }

  /** These come after those that are there. */
  void add(Script more) {
    steps.addAll(more.steps());
  }

  /** Of a client that is connected and may have nothing to do. */
  void goOn() {
    if (!busy) {
      go();
    }
  }

  /** An answer has come whole. */
  void answered() {
    if (awaitsAnswer) {
      awaitsAnswer = false;
      go();
    }
  }

  /** Does what can be done now. */
  void go() {
    try {
      busy = false;
      while (!busy && guest.maySend()) {
        @Nullable Step step = steps.poll();
        if (step == null) {
          return;
        }
        busy = !isOver(step);
      }
    } catch (IOException _) {
      guest.end(Ending.RESET);
    }
  }

  /** Whether the next may follow at once. */
  private boolean isOver(Step step) throws IOException {
    return switch (step) {
      case Step.Send(String text) -> {
        guest.send(text);
        yield true;
      }
      case Step.Trickle(String text, long everyNanos) -> {
        trickle(text, 0, everyNanos);
        yield false;
      }
      case Step.Pause(long nanos) -> {
        guest.after(nanos, this::go);
        yield false;
      }
      case Step.AwaitAnswer _ -> {
        awaitsAnswer = true;
        yield false;
      }
      case Step.Reset _ -> {
        guest.reset();
        yield false;
      }
      case Step.Leave _ -> {
        guest.end(Ending.LEFT);
        yield false;
      }
    };
  }

  private void trickle(String text, int from, long everyNanos) {
    if (from == text.length()) {
      go();
      return;
    }
    try {
      guest.send(text.substring(from, from + 1));
      guest.after(everyNanos, () -> trickle(text, from + 1, everyNanos));
    } catch (IOException _) {
      guest.end(Ending.RESET);
    }
  }
}
