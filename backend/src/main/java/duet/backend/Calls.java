package duet.backend;

import java.util.HashMap;
import java.util.Map;

/**
 * Counts the calls of {@code /delay} and knows which are to go wrong. Unless reset meanwhile,
 * {@code asked = answered + cancelled + failed + underWay}. Safe for use by several threads.
 */
final class Calls {
  /** Bounds what a client can make grow. */
  static final int MOST_SCRIPTS = 1000;

  /** A call under way; one that began before a reset is not counted when it ends. */
  record Call(int round, Script script) {}

  /** How a call ended; an answer that a script spoilt is a failure. */
  enum End {
    ANSWERED,
    CANCELLED,
    FAILED
  }

  /** The counts at one moment. */
  record Counts(long asked, long answered, long cancelled, long failed, long underWay) {}

  private final Map<Long, Script> scripts = new HashMap<>();
  private int round;
  private long asked;
  private long answered;
  private long cancelled;
  private long failed;
  private long underWay;

  /**
   * Scripts a call that has not begun yet.
   *
   * @param call 1 is the next one
   * @return false if there are too many scripts already
   */
  synchronized boolean script(int call, Script script) {
    if (scripts.size() >= MOST_SCRIPTS) {
      return false;
    }
    scripts.put(asked + call, script);
    return true;
  }

  synchronized void reset() {
    scripts.clear();
    round++;
    asked = 0;
    answered = 0;
    cancelled = 0;
    failed = 0;
  }

  synchronized Call begin() {
    asked++;
    underWay++;
    Script script = scripts.remove(asked);
    return new Call(round, script == null ? Script.NONE : script);
  }

  synchronized void end(Call call, End end) {
    underWay--;
    if (call.round != round) {
      return;
    }
    switch (end) {
      case ANSWERED -> answered++;
      case CANCELLED -> cancelled++;
      case FAILED -> failed++;
    }
  }

  synchronized Counts counts() {
    return new Counts(asked, answered, cancelled, failed, underWay);
  }
}
