package duet.lab.sample;

import java.time.Duration;

/**
 * How often a thread that never waits stands still: what a host takes from its guest without
 * counting it as steal shows nowhere else, and the clocks of processes run on meanwhile.
 *
 * @param nanos how long was looked
 * @param count moments of a millisecond or more without the processor
 * @param longestNanos of these; 0 if there was none
 * @param sumNanos of these together
 */
public record Gaps(long nanos, int count, long longestNanos, long sumNanos) {
  private static final long GAP_NANOS = 1_000_000;

  /** In which the loop itself is compiled. */
  private static final Duration BEFORE = Duration.ofMillis(300);

  /** Spins on the processor of the calling thread for this long and a little longer. */
  public static Gaps look(Duration time) {
    var _ = spin(BEFORE.toNanos());
    return spin(time.toNanos());
  }

  private static Gaps spin(long nanos) {
    long begin = System.nanoTime();
    long last = begin;
    var count = 0;
    var longest = 0L;
    var sum = 0L;
    while (last - begin < nanos) {
      long now = System.nanoTime();
      if (now - last >= GAP_NANOS) {
        count++;
        longest = Math.max(longest, now - last);
        sum += now - last;
      }
      last = now;
    }
    return new Gaps(last - begin, count, longest, sum);
  }

  /** Share of the time that went in them. */
  public double share() {
    return (double) sumNanos / nanos;
  }
}
