package duet.service;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * For how long a client is left alone that was told to come back later. To refuse a request takes
 * about as much of a processor as the shortest answer does: those that ask again at once would take
 * from a server that has too much to do the time in which it serves the others. So where refusals
 * are many and the processors are what is short, nothing more is read from a connection for a while
 * after its refusal, always less than the second that its {@code Retry-After} asks for (RFC 9110
 * §10.2.3). Otherwise it is nothing. Safe for use by several threads; never blocks.
 */
public final class Restraint {
  /** The longest, in milliseconds. */
  public static final int MOST_MILLIS = 500;

  /** So many a second and processor are a twentieth of what it can do, or less. */
  static final int REFUSALS_PER_SECOND = 4000;

  /** Beyond this share of what it may use of the processors they are what is short. */
  static final double BUSY = 0.9;

  /**
   * The same of the processors that it may run on, where others have part in the work. It is more:
   * what they do need not be in the way.
   */
  static final double ALL_BUSY = 0.97;

  /**
   * Below this share of that they were busy for a moment only, a compiler's perhaps: nobody is left
   * alone any longer. In between it is the leaving alone that keeps them from being busy.
   */
  private static final double AT_EASE = 0.9;

  private static final int LEAST_MILLIS = 8;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** Processor time is told in steps of 10 ms: within so many looks that is little. */
  private static final int SPAN = 5;

  /** What was longer ago says nothing of now. */
  private static final long OLD_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final LongSupplier nanoTime;
  private final LongSupplier cpuNanos;
  private final DoubleSupplier processorLoad;
  private final int processors;
  private final LongAdder refusals = new LongAdder();
  private final ReentrantLock looking = new ReentrantLock();
  private final long[] lookedNanos = new long[SPAN];
  private final long[] lookedCpuNanos = new long[SPAN];
  private final double[] othersToo = new double[SPAN];
  private int looks;
  private volatile long nextLookNanos;
  private volatile int millis;

  /** Of this process. */
  public Restraint() {
    this(
        System::nanoTime,
        Restraint::cpuNanos,
        new ProcessorLoad(),
        Runtime.getRuntime().availableProcessors());
  }

  /**
   * @param processorLoad see {@link ProcessorLoad}
   */
  Restraint(
      LongSupplier nanoTime, LongSupplier cpuNanos, DoubleSupplier processorLoad, int processors) {
    this.nanoTime = nanoTime;
    this.cpuNanos = cpuNanos;
    this.processorLoad = processorLoad;
    this.processors = processors;
    long nowNanos = nanoTime.getAsLong();
    Arrays.fill(lookedNanos, nowNanos);
    Arrays.fill(lookedCpuNanos, cpuNanos.getAsLong());
    nextLookNanos = nowNanos + LOOK_NANOS;
  }

  private static long cpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? Math.max(0, system.getProcessCpuTime())
        : 0;
  }

  /**
   * A request was refused.
   *
   * @return for how long nothing more is to be read from its connection, 0..{@value #MOST_MILLIS}
   *     milliseconds
   */
  public int refused() {
    refusals.increment();
    if (nanoTime.getAsLong() - nextLookNanos >= 0 && looking.tryLock()) {
      try {
        look(nanoTime.getAsLong());
      } finally {
        looking.unlock();
      }
    }
    return millis;
  }

  private void look(long nowNanos) {
    int oldest = looks % SPAN;
    long cpu = cpuNanos.getAsLong();
    double ours =
        (double) (cpu - lookedCpuNanos[oldest])
            / Math.max(1, nowNanos - lookedNanos[oldest])
            / processors;
    othersToo[oldest] = processorLoad.getAsDouble();
    double busy = Math.max(ours / BUSY, Arrays.stream(othersToo).sum() / SPAN / ALL_BUSY);
    long passed = Math.max(1, nowNanos - lookedNanos[(looks + SPAN - 1) % SPAN]);
    double share = refusals.sumThenReset() * 1e9 / passed / processors / REFUSALS_PER_SECOND;
    lookedNanos[oldest] = nowNanos;
    lookedCpuNanos[oldest] = cpu;
    looks = (looks + 1) % SPAN;
    millis = next(millis, passed, busy, share);
    nextLookNanos = nowNanos + Math.max(LOOK_NANOS, 2 * TimeUnit.MILLISECONDS.toNanos(millis));
  }

  /** At most twice as long as before, since a longer one takes that long to be felt. */
  private static int next(int millis, long passedNanos, double busy, double share) {
    if (passedNanos > OLD_NANOS || busy < AT_EASE) {
      return 0;
    }
    if (busy >= 1 && share > 1) {
      return Math.min(
          MOST_MILLIS, (int) Math.ceil(Math.max(LEAST_MILLIS, millis * Math.min(2, share))));
    }
    int less = (int) (millis * (busy < 1 ? 0.7 : Math.clamp(share, 0.7, 1)));
    return less < LEAST_MILLIS ? 0 : less;
  }
}
