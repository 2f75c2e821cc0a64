package duet.lab.trust;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A known amount of work, called by instrumented code. It is loaded into an arm's JVM, where no
 * other class of the laboratory is but {@link CostAgent}.
 */
public final class Burn {
  /** System property that says how often {@link #work()} goes round its loop. */
  public static final String ITERATIONS_PROPERTY = "duet.lab.trust.iterations";

  private static final int ITERATIONS = Integer.getInteger(ITERATIONS_PROPERTY, 0);
  private static final AtomicLong CALLS = new AtomicLong();

  /** Keeps the loop from being compiled away; whose result it holds does not matter. */
  private static long result = 88_172_645_463_325_252L;

  private Burn() {}

  /**
   * Goes round a loop of integer arithmetic as often as the property says, each round dependent on
   * the one before: Marsaglia's xorshift (<i>Journal of Statistical Software</i> 8/14, 2003), which
   * a compiler cannot fold into fewer rounds as it can sums and products. Allocates nothing.
   */
  public static void work() {
    long x = result;
    for (int i = 0; i < ITERATIONS; i++) {
      x ^= x << 13;
      x ^= x >>> 7;
      x ^= x << 17;
    }
    result = x;
  }

  /** Counts a call instead. */
  public static void count() {
    CALLS.incrementAndGet();
  }

  /** Calls of {@link #count()}. */
  static long calls() {
    return CALLS.get();
  }
}
