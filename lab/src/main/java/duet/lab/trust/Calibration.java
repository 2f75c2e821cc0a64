package duet.lab.trust;

import duet.lab.stats.Location;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;

/**
 * Measures what a call of {@link Burn#work()} costs, in a JVM of its own that is started with the
 * number of iterations. Prints {@code nanos MEDIAN LEAST GREATEST}: CPU nanoseconds of the thread
 * for each call, over rounds, once C2 has compiled the loop.
 */
public final class Calibration {
  private static final int WARM_UP_ROUNDS = 10;
  private static final int ROUNDS = 21;
  private static final long ROUND_NANOS = 60_000_000;

  private Calibration() {}

  /** Runs it. */
  @SuppressWarnings("SystemOut") // read by the laboratory
  public static void main(String[] arguments) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    int calls = 1;
    for (int i = 0; i < WARM_UP_ROUNDS; i++) {
      long begin = System.nanoTime();
      round(calls);
      long took = Math.max(1, System.nanoTime() - begin);
      calls = (int) Math.clamp(calls * (double) ROUND_NANOS / took, 1, 50_000_000);
    }
    double[] nanos = new double[ROUNDS];
    var least = Double.POSITIVE_INFINITY;
    var greatest = 0.0;
    for (int i = 0; i < ROUNDS; i++) {
      long begin = threads.getCurrentThreadCpuTime();
      round(calls);
      nanos[i] = (double) (threads.getCurrentThreadCpuTime() - begin) / calls;
      least = Math.min(least, nanos[i]);
      greatest = Math.max(greatest, nanos[i]);
    }
    System.out.println(
        String.format(
            Locale.ROOT, "nanos %.4f %.4f %.4f", Location.median(nanos), least, greatest));
  }

  private static void round(int calls) {
    for (int i = 0; i < calls; i++) {
      Burn.work();
    }
  }
}
