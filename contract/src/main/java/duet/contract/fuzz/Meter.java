package duet.contract.fuzz;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * How far a run is: a line once a second, or every half minute where lines stay. Used by one
 * thread.
 */
final class Meter implements Runnable {
  private static final String ERASED = "\r\033[K";
  private static final long EVERY_NANOS = Duration.ofSeconds(1).toNanos();

  /** In a file each is a line that stays. */
  private static final long EVERY_NANOS_IN_A_FILE = Duration.ofSeconds(30).toNanos();

  private final PrintStream terminal;
  private final boolean isTerminal;
  private final LongSupplier nanoTime;
  private final long requests;
  private final LongSupplier sent;
  private final IntSupplier causes;
  private final long startNanos;
  private long lastNanos;

  /**
   * @param isTerminal whether a line can be written over
   * @param nanoTime as {@link System#nanoTime()}
   * @param requests how many there are to be
   * @param sent how many there have been
   * @param causes what was found
   */
  Meter(
      PrintStream terminal,
      boolean isTerminal,
      LongSupplier nanoTime,
      long requests,
      LongSupplier sent,
      IntSupplier causes) {
    this.terminal = terminal;
    this.isTerminal = isTerminal;
    this.nanoTime = nanoTime;
    this.requests = requests;
    this.sent = sent;
    this.causes = causes;
    this.startNanos = nanoTime.getAsLong();
    this.lastNanos = startNanos;
  }

  @Override
  public void run() {
    long now = nanoTime.getAsLong();
    if (now - lastNanos < (isTerminal ? EVERY_NANOS : EVERY_NANOS_IN_A_FILE)) {
      return;
    }
    lastNanos = now;
    if (isTerminal) {
      terminal.print(ERASED + inWords(now));
    } else {
      terminal.println(inWords(now));
    }
    terminal.flush();
  }

  private String inWords(long now) {
    long done = sent.getAsLong();
    double seconds = (now - startNanos) / 1e9;
    return String.format(
        Locale.ROOT,
        "fuzz: %,d of %,d requests, %,.0f/s, about %.0f s left, %d found",
        done,
        requests,
        done / seconds,
        Math.ceil(seconds * Math.max(0, requests - done) / Math.max(1, done)),
        causes.getAsInt());
  }

  /** Removes the line. */
  void erase() {
    if (isTerminal) {
      terminal.print(ERASED);
      terminal.flush();
    }
  }
}
