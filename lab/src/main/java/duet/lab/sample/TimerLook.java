package duet.lab.sample;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Measures what the clock and a short sleep are worth; takes about 50 ms. */
final class TimerLook {
  private static final int STEPS = 10_000;
  private static final int PARKS = 200;

  /** A third of it is the kernel's own slack (50 µs), so the overshoot shows and 200 are quick. */
  private static final long PARK_NANOS = 150_000;

  private TimerLook() {}

  static Machine.Timer measure(String clockSource) {
    return measure(clockSource, System::nanoTime, LockSupport::parkNanos);
  }

  static Machine.Timer measure(String clockSource, LongSupplier nanoClock, LongConsumer park) {
    var overshoots = new long[PARKS];
    for (int i = 0; i < PARKS; i++) {
      var before = nanoClock.getAsLong();
      park.accept(PARK_NANOS);
      // A park may also end early, for no reason.
      overshoots[i] = Math.max(0, nanoClock.getAsLong() - before - PARK_NANOS);
    }
    Arrays.sort(overshoots);
    return new Machine.Timer(
        clockSource,
        step(nanoClock),
        overshoots[PARKS / 2],
        overshoots[(int) Math.ceil(PARKS * 0.99) - 1]);
  }

  /** The median of the differences that are not 0: that of a coarse clock is its grain. */
  private static long step(LongSupplier nanoClock) {
    var steps = new long[STEPS];
    var found = 0;
    var last = nanoClock.getAsLong();
    for (int i = 0; i < STEPS; i++) {
      var now = nanoClock.getAsLong();
      if (now != last) {
        steps[found++] = now - last;
        last = now;
      }
    }
    Arrays.sort(steps, 0, found);
    return found == 0 ? Long.MAX_VALUE : steps[found / 2];
  }
}
