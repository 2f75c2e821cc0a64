package duet.helidon;

import duet.service.Admission;
import duet.service.Settings;
import io.helidon.common.concurrency.limits.AimdLimit;
import io.helidon.common.concurrency.limits.FixedLimit;
import io.helidon.common.concurrency.limits.Limit;
import java.time.Duration;

/**
 * How many requests are answered at once: Helidon's limits, set up as {@link Admission}, which has
 * the rule and is the other server's.
 */
final class Admissions {
  private Admissions() {}

  /** What the settings say. */
  static Limit of(Settings settings) {
    return settings.adaptsAdmission()
        ? adaptive(settings.maxRequests(), settings.admissionTime())
        : FixedLimit.builder().permits(settings.maxRequests()).queueLength(0).build();
  }

  /**
   * Helidon's limit that adapts.
   *
   * @param most ≥ 1
   * @param late an answer that takes longer is late
   */
  static Limit adaptive(int most, Duration late) {
    int least = Math.min(Admission.Adaptive.LEAST, most);
    return AimdLimit.builder()
        .minLimit(least)
        .initialLimit(least)
        .maxLimit(most)
        .backoffRatio(Admission.Adaptive.BACKOFF)
        .timeout(late)
        .queueLength(0)
        .build();
  }
}
