package duet.lab;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Where a command says what it does and finds: results on stdout, everything else on stderr. On a
 * terminal progress is one line that changes; elsewhere it is a line for each step.
 */
final class Terminal {
  /** Whether stderr is a terminal, as {@code bin/duet} knows; a JVM knows it of stdin alone. */
  private static final String PROPERTY = "duet.terminal";

  private static final String ERASE = "\r\u001b[K";

  private final PrintStream out;
  private final PrintStream err;
  private final boolean changes;
  private boolean unfinished;

  Terminal(PrintStream out, PrintStream err, boolean changes) {
    this.out = out;
    this.err = err;
    this.changes = changes;
  }

  /** That of this process. */
  @SuppressWarnings("SystemOut") // the terminal is the user interface here
  static Terminal ofProcess() {
    return new Terminal(System.out, System.err, Boolean.getBoolean(PROPERTY));
  }

  /** A line of the result. */
  synchronized void say(String line) {
    erase();
    out.println(line);
  }

  /** A line that is no result. */
  synchronized void note(String line) {
    erase();
    err.println(line);
  }

  /** What is being done now; the next thing said takes its place where that can be. */
  synchronized void step(String line) {
    if (changes) {
      err.print(ERASE + line);
      err.flush();
      unfinished = true;
    } else {
      err.println(line);
    }
  }

  private void erase() {
    if (unfinished) {
      err.print(ERASE);
      err.flush();
      unfinished = false;
    }
  }

  /** {@code 45 s}, {@code 3 min 20 s}, {@code 1 h 5 min}. */
  static String inWords(Duration time) {
    long seconds = Math.max(0, Math.round(time.toMillis() / 1000.0));
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return String.format(Locale.ROOT, "%d min %d s", seconds / 60, seconds % 60);
    }
    return String.format(Locale.ROOT, "%d h %d min", seconds / 3600, seconds / 60 % 60);
  }
}
