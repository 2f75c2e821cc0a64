package duet.backend;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What becomes true in another process, of which nobody tells. */
final class Eventually {
  private static final long SECONDS = 10;

  private Eventually() {}

  static <T> T sees(Callable<T> value, Predicate<T> wanted) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    T seen;
    do {
      seen = value.call();
      if (wanted.test(seen)) {
        return seen;
      }
      Thread.sleep(10);
    } while (System.nanoTime() < end);
    return fail("after " + SECONDS + " s still: " + seen);
  }
}
