package duet.service;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long a client may take, in nanoseconds.
 *
 * @param requestNanos to begin with a request
 * @param headNanos from its first byte to the end of its header section
 * @param bodyNanos to send any byte of a body, and by how much it may be behind its rate
 * @param bodyBytesPerSecond that rate, > 0
 * @param answerNanos to take something of an answer of which the kernel holds as much as it may
 */
public record PaceLimits(
    long requestNanos, long headNanos, long bodyNanos, int bodyBytesPerSecond, long answerNanos) {

  /** How often it is looked who takes too long. */
  public static final Duration LOOK = Duration.ofMillis(250);

  /** Between clients that are cut off it is the turn of others for so long. */
  public static final int THEN_MILLIS = 1;

  private static final long STILL_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** All that there are can be cut off within about so many of these pauses. */
  private static final int PAUSES = 500;

  /** What the settings say. */
  public static PaceLimits of(Settings settings) {
    return new PaceLimits(
        settings.idleTimeout().toNanos(),
        settings.headerTime().toNanos(),
        settings.bodyTime().toNanos(),
        settings.bodyBytesPerSecond(),
        settings.sendTime().toNanos());
  }

  /**
   * How many clients are cut off without a pause, since each takes a while, and others wait.
   *
   * @param connections that there are
   */
  public static int cutOffAtOnce(int connections) {
    return Math.max(1, connections / PAUSES);
  }

  /**
   * What of the time since the last look does not count: the process stood still (a signal, a
   * machine that was moved), and what clients sent meanwhile has not been read.
   *
   * @return ≥ 0; 0 as a rule
   */
  public static long stoodStillNanos(long sinceLastLookNanos) {
    long late = sinceLastLookNanos - LOOK.toNanos();
    return late > STILL_NANOS ? late : 0;
  }

  /** The time in which so many bytes of a body come at its rate. */
  long timeOfBodyNanos(long bytes) {
    return TimeUnit.SECONDS.toNanos(bytes) / bodyBytesPerSecond;
  }
}
