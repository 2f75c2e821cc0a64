package duet.lab.load;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What the load takes of the thread that makes it, while it is counted. Allocates nothing; one
 * thread.
 */
final class Effort {
  /** The generator stood still if it did not look for so long: it charges nobody with it. */
  private static final long STANDSTILL_NANOS = SelfProof.MAX_LAG_NANOS;

  private final NanoClock clock;
  private final Tally tally;
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private boolean counting;
  private long lastLookNanos;
  private long busyNanos;
  private long cpuNanos;
  private long allocatedBytes;

  /**
   * With the tally that standstills are kept in.
   *
   * @param clock of the load
   */
  Effort(NanoClock clock, Tally tally) {
    this.clock = clock;
    this.tally = tally;
  }

  /** It counts from now on. */
  void begin() {
    counting = true;
    lastLookNanos = clock.nanoTime();
    cpuNanos -= threads.getCurrentThreadCpuTime();
    allocatedBytes -= threads.getCurrentThreadAllocatedBytes();
  }

  /** It no longer does. */
  void end() {
    counting = false;
    allocatedBytes += threads.getCurrentThreadAllocatedBytes();
    cpuNanos += threads.getCurrentThreadCpuTime();
  }

  /** It looks what is to be done. */
  void look(long now) {
    if (counting && now - lastLookNanos > STANDSTILL_NANOS) {
      tally.lag(now - lastLookNanos);
    }
    lastLookNanos = now;
  }

  /** There was something to do since it looked. */
  void worked(long lookedNanos) {
    if (counting) {
      busyNanos += clock.nanoTime() - lookedNanos;
    }
  }

  /** In which it worked rather than waited. */
  long busyNanos() {
    return busyNanos;
  }

  /** In which it had a processor. */
  long cpuNanos() {
    return cpuNanos;
  }

  /** What it allocated. */
  long allocatedBytes() {
    return allocatedBytes;
  }
}
