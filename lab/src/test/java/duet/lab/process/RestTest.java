package duet.lab.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.lab.sample.CpuSample;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RestTest {
  private static final long TENTH_NANOS = 100_000_000;

  /** A process that takes a whole processor until it has been looked at so often. */
  private static Rest.Clock busyUntil(AtomicInteger looks, int busy) {
    return () -> {
      int look = looks.getAndIncrement();
      return new CpuSample(look * TENTH_NANOS, Math.min(look, busy) * TENTH_NANOS, 0, 0);
    };
  }

  @Test
  void aRestLastsUntilAllAreIdleAtTheSameTime() throws Exception {
    var sooner = new AtomicInteger();
    var later = new AtomicInteger();
    Rest.until(List.of(busyUntil(sooner, 1), busyUntil(later, 3)), Duration.ofMinutes(1));
    assertEquals(
        5, later.get(), "three looks at a busy one and one at an idle one, after the first");
    assertEquals(5, sooner.get());
  }

  @Test
  void whoNeverRestsIsNotWaitedForLongerThanAllowed() throws Exception {
    var looks = new AtomicInteger();
    long begin = System.nanoTime();
    Rest.until(List.of(busyUntil(looks, Integer.MAX_VALUE)), Duration.ofMillis(250));
    assertTrue(looks.get() <= 4, "looks: " + looks);
    assertTrue(System.nanoTime() - begin >= Duration.ofMillis(250).toNanos());
  }
}
