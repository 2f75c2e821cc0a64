package duet.backend;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What happens, one line an event, on stderr. */
final class Log {
  private Log() {}

  /** Writes one line; safe for use by several threads. */
  @SuppressWarnings("SystemOut") // stderr is where this process logs
  static void event(String what) {
    System.err.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + what);
  }
}
