package duet.service;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long a client may take, in nanoseconds.
 *
 * @param requestNanos to begin with a request
 * @param headNanos from its first byte to the end of its header section
 * @param bodyNanos to send any byte of a body
 * @param bodyBytesPerSecond for each so many bytes of it that have come it may take a second longer
 *     as a whole than {@code bodyNanos}
 * @param answerNanos to take something of an answer of which the kernel holds as much as it may
 */
public record PaceLimits(
    long requestNanos, long headNanos, long bodyNanos, int bodyBytesPerSecond, long answerNanos) {

  /** How often it is looked who takes too long. */
  public static final Duration LOOK = Duration.ofMillis(250);

  /** So many clients are cut off without a break, since each takes a while, and others wait. */
  public static final int CUT_OFF_AT_ONCE = 4;

  /** Then it is the turn of others for so long. */
  public static final int THEN_MILLIS = 1;

  /** What the settings say. */
  public static PaceLimits of(Settings settings) {
    return new PaceLimits(
        settings.idleTimeout().toNanos(),
        settings.headerTime().toNanos(),
        settings.bodyTime().toNanos(),
        settings.bodyBytesPerSecond(),
        settings.sendTime().toNanos());
  }

  /** How long a body of which so many bytes have come may have taken. */
  long bodyNanos(long bytes) {
    return bodyNanos + TimeUnit.SECONDS.toNanos(bytes) / bodyBytesPerSecond;
  }
}
