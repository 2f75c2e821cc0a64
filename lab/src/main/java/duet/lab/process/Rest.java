package duet.lab.process;

import duet.lab.sample.CpuSample;
import duet.lab.sample.CpuUsage;
import duet.lab.sample.ProcessGoneException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time without load, in which the JIT compilers do what the load has left them to do. */
final class Rest {
  private static final Duration LOOK = Duration.ofMillis(100);

  /** Of a processor; its clock moves in steps of some milliseconds. */
  private static final double IDLE = 0.08;

  /** CPU time that a process has used. */
  interface Clock {
    CpuSample read() throws ProcessGoneException, LoadFailedException;
  }

  private Rest() {}

  /** Returns once all of them are idle at the same time, or after the longest rest. */
  static void until(List<Clock> clocks, Duration longest)
      throws ProcessGoneException, LoadFailedException, InterruptedException {
    var last = new ArrayList<CpuSample>();
    for (Clock clock : clocks) {
      last.add(clock.read());
    }
    var idle = false;
    for (long begin = System.nanoTime(); !idle && System.nanoTime() - begin < longest.toNanos(); ) {
      Thread.sleep(LOOK);
      idle = true;
      for (int i = 0; i < clocks.size(); i++) {
        CpuSample now = clocks.get(i).read();
        idle &= CpuUsage.between(last.get(i), now).processors() < IDLE;
        last.set(i, now);
      }
    }
  }
}
