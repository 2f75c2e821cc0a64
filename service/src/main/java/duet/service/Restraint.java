package duet.service;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
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
   * The most that a pause becomes longer by at one look, in which what it does has been felt; how
   * much longer is how much too many the refusals are.
   */
  private static final double MOST_GROWTH = 4;

  /**
   * What is left of it after {@link #LOOK_NANOS} where refusals are few, or the processors no
   * longer short. It may be the pause that keeps them from it: one that ended at once would begin
   * all anew.
   */
  private static final double LEAST_LEFT = 0.5;

  private static final double MOST_LEFT = 0.7;

  private static final int FIRST_MILLIS = 8;
  private static final int LEAST_MILLIS = 2;

  /** Processor time is told in steps of 10 ms: that is little of it. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** What was longer ago says nothing of now. */
  private static final long OLD_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final LongSupplier nanoTime;
  private final LongSupplier cpuNanos;
  private final DoubleSupplier processorLoad;
  private final IntSupplier processors;
  private final LongAdder refusals = new LongAdder();
  private final ReentrantLock looking = new ReentrantLock();
  private long lookedNanos;
  private long lookedCpuNanos;
  private volatile long nextLookNanos;
  private volatile int millis;

  /** Of this process. */
  public Restraint() {
    this(
        System::nanoTime,
        Restraint::cpuNanos,
        new ProcessorLoad(),
        Runtime.getRuntime()::availableProcessors);
  }

  /**
   * @param processorLoad see {@link ProcessorLoad}
   * @param processors that the process may use: it may be told another number while it runs
   */
  Restraint(
      LongSupplier nanoTime,
      LongSupplier cpuNanos,
      DoubleSupplier processorLoad,
      IntSupplier processors) {
    this.nanoTime = nanoTime;
    this.cpuNanos = cpuNanos;
    this.processorLoad = processorLoad;
    this.processors = processors;
    lookedNanos = nanoTime.getAsLong();
    lookedCpuNanos = cpuNanos.getAsLong();
    nextLookNanos = lookedNanos + LOOK_NANOS;
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
    if (isToLook() && looking.tryLock()) {
      try {
        if (isToLook()) { // another may just have done so
          look(nanoTime.getAsLong());
        }
      } finally {
        looking.unlock();
      }
    }
    return millis;
  }

  private boolean isToLook() {
    return nanoTime.getAsLong() - nextLookNanos >= 0;
  }

  private void look(long nowNanos) {
    long passed = Math.max(1, nowNanos - lookedNanos);
    long cpu = cpuNanos.getAsLong();
    int most = processors.getAsInt();
    double ours = (double) (cpu - lookedCpuNanos) / passed / most;
    double busy = Math.max(ours / BUSY, processorLoad.getAsDouble() / ALL_BUSY);
    double share = refusals.sumThenReset() * 1e9 / passed / most / REFUSALS_PER_SECOND;
    lookedNanos = nowNanos;
    lookedCpuNanos = cpu;
    millis = passed > OLD_NANOS ? 0 : next(millis, passed, busy, share);
    nextLookNanos = nowNanos + Math.max(LOOK_NANOS, 2 * TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private static int next(int millis, long passedNanos, double busy, double share) {
    if (busy >= 1 && share > 1) {
      double longer = millis == 0 ? FIRST_MILLIS : millis * Math.min(MOST_GROWTH, share);
      return Math.min(MOST_MILLIS, (int) Math.ceil(longer));
    }
    int less =
        (int)
            (millis
                * (busy < 1
                    ? Math.pow(
                        Math.clamp(busy, LEAST_LEFT, MOST_LEFT), (double) passedNanos / LOOK_NANOS)
                    : Math.clamp(share, LEAST_LEFT, 1)));
    return less < LEAST_MILLIS ? 0 : less;
  }
}
