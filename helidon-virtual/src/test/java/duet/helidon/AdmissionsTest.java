package duet.helidon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import duet.service.Admission;
import io.helidon.common.concurrency.limits.AimdLimit;
import io.helidon.common.concurrency.limits.FixedLimit;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.concurrency.limits.LimitAlgorithm;
import io.helidon.common.concurrency.limits.LimitAlgorithm.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Helidon's limits decide as the other server's. */
class AdmissionsTest {
  private static final Duration LATE = Duration.ofMillis(100);
  private static final int MOST = 60;

  /** A request that both have let in. */
  private record Entered(LimitAlgorithm.Token token, int number, long nanos) {}

  @Test
  void theOneThatIsFixedDecidesAsTheOtherServers() {
    decideAlike(
        FixedLimit.builder().permits(MOST).queueLength(0).build(),
        new Admission.Fixed(MOST),
        new AtomicLong());
  }

  @Test
  void theOneThatAdaptsDecidesAsTheOtherServers() {
    var clock = new AtomicLong();
    Limit theirs =
        AimdLimit.builder()
            .from(((AimdLimit) Admissions.adaptive(MOST, LATE)).prototype())
            .clock(clock::get)
            .build();
    decideAlike(theirs, new Admission.Adaptive(MOST, LATE.toNanos()), clock);
  }

  /** A hundred thousand arrivals, answers and departures, in which the limit rises and falls. */
  private static void decideAlike(Limit theirs, Admission ours, AtomicLong clock) {
    var random = new Random(42);
    var under = new ArrayList<Entered>();
    int refused = 0;
    for (int i = 0; i < 100_000; i++) {
      clock.addAndGet(random.nextInt(5_000_000));
      if (random.nextInt(100) < 52) {
        Outcome outcome = theirs.tryAcquireOutcome(false);
        int number = ours.enter();
        assertEquals(outcome instanceof Outcome.Accepted, number > 0, "step " + i);
        if (outcome instanceof Outcome.Accepted accepted) {
          under.add(new Entered(accepted.token(), number, clock.get()));
        } else {
          refused++;
        }
      } else if (!under.isEmpty()) {
        Entered one = under.remove(random.nextInt(under.size()));
        if (random.nextInt(10) == 0) {
          one.token.ignore();
          ours.givenUp();
        } else {
          one.token.success();
          ours.answered(one.number, clock.get() - one.nanos);
        }
      }
    }
    assertEquals(true, refused > 100, "the limit was hardly ever reached: " + refused);
  }
}
