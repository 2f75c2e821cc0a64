package duet.contract.fuzz;

import java.time.Duration;

/**
 * How long the client waits.
 *
 * @param quiet without a byte, after which it closes its side where it is to end the conversation
 * @param end without a byte, after which a server that should have ended the conversation hangs
 * @param gap between two pieces
 */
record Patience(Duration quiet, Duration end, Duration gap) {
  private static final long LONGEST_QUIET_NANOS = Duration.ofSeconds(3).toNanos();
  private static final int TIMES_SLOWEST = 3;

  /**
   * The same where a server takes its time.
   *
   * @param slowestNanos its longest silence lately
   */
  long quietNanos(long slowestNanos) {
    long due = Math.min(LONGEST_QUIET_NANOS, TIMES_SLOWEST * slowestNanos);
    return Math.max(quiet.toNanos(), due);
  }

  /** Under load, where a machine is busy with hundreds of conversations. */
  static final Patience HURRIED =
      new Patience(Duration.ofMillis(400), Duration.ofSeconds(3), Duration.ZERO);

  /** Where one conversation, or another like it, is held with nothing else going on. */
  static final Patience BRISK =
      new Patience(Duration.ofMillis(400), Duration.ofSeconds(3), Duration.ofMillis(1));

  /** Where a suspicion is looked at again. */
  static final Patience CALM =
      new Patience(Duration.ofSeconds(4), Duration.ofSeconds(6), Duration.ofMillis(2));
}
