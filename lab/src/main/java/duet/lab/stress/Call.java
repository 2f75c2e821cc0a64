package duet.lab.stress;

import java.util.Locale;

/**
 * One request and what became of it.
 *
 * @param id in its query, by which the access log names it
 * @param line its request line
 * @param sentNanos of {@link System#nanoTime()}, before its first byte was handed to the kernel
 * @param endedNanos when its outcome was known
 * @param onUsed whether an answer had come on its connection by then, so that the server had it
 */
record Call(
    long id, String line, long sentNanos, long endedNanos, Outcome outcome, boolean onUsed) {
  /** For a person who looks for its cause. */
  String inWords(long signalNanos) {
    return String.format(
        Locale.ROOT,
        "%s, sent %+.1f ms from SIGTERM, %s after %.1f ms",
        line,
        (sentNanos - signalNanos) / 1e6,
        switch (outcome) {
          case Outcome.Answered answered -> "answered " + answered.status();
          case Outcome.Unsent unsent -> key(unsent.reason());
          case Outcome.Unanswered unanswered -> key(unanswered.ending());
        },
        (endedNanos - sentNanos) / 1e6);
  }

  private static String key(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
