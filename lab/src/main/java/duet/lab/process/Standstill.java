package duet.lab.process;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stops one side of a trial again and again: kill(2) with SIGSTOP and, after a while, SIGCONT. A
 * call rather than the program {@code kill}, which would take milliseconds to start beside a
 * generator that never sleeps. For one trial.
 */
public final class Standstill implements Intrusion {
  private static final int SIGCONT = 18;
  private static final int SIGSTOP = 19;

  @SuppressWarnings("restricted")
  private static final MethodHandle KILL =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("kill"),
              FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));

  /** Which process is stopped. */
  public enum Side {
    SERVER,
    GENERATOR
  }

  private final Side side;
  private final Duration stop;
  private final Duration period;
  private final int stops;
  private final List<Long> stopNanos = new ArrayList<>();
  private @Nullable Thread thread;

  /**
   * The first stop begins half a period after the window opens.
   *
   * @param stop of each
   * @param period from the begin of one to that of the next, longer than a stop
   * @param stops so many, within the window
   */
  public Standstill(Side side, Duration stop, Duration period, int stops) {
    if (stop.compareTo(period) >= 0 || stops < 1) {
      throw new IllegalArgumentException(
          "must be stop < period, stops >= 1: stop=%s period=%s stops=%d"
              .formatted(stop, period, stops));
    }
    this.side = side;
    this.stop = stop;
    this.period = period;
    this.stops = stops;
  }

  @Override
  public void opened(long serverPid, long generatorPid) {
    long pid =
        switch (side) {
          case SERVER -> serverPid;
          case GENERATOR -> generatorPid;
        };
    long opened = System.nanoTime();
    thread = Thread.ofPlatform().name("standstill").start(() -> run(pid, opened));
  }

  @Override
  public void closed() {
    if (thread != null) {
      thread.interrupt();
    }
  }

  private void run(long pid, long opened) {
    try {
      for (int i = 0; i < stops; i++) {
        long begin = opened + period.toNanos() / 2 + i * period.toNanos();
        Thread.sleep(Duration.ofNanos(Math.max(0, begin - System.nanoTime())));
        stopOnce(pid);
      }
    } catch (InterruptedException _) {
      // The window has closed, or the trial has failed.
    }
  }

  private void stopOnce(long pid) throws InterruptedException {
    long before = System.nanoTime();
    if (signal(pid, SIGSTOP) != 0) {
      return;
    }
    long stopped = System.nanoTime();
    try {
      Thread.sleep(stop);
    } finally {
      long still = System.nanoTime();
      signal(pid, SIGCONT);
      long after = System.nanoTime();
      synchronized (stopNanos) {
        stopNanos.add((still + after) / 2 - (before + stopped) / 2);
      }
    }
  }

  /**
   * How long each stop was, from the middle of one call to the middle of the other. For after the
   * trial: nothing is stopped from now on.
   */
  public List<Long> stopNanos() throws InterruptedException {
    if (thread != null) {
      thread.interrupt();
      thread.join();
    }
    synchronized (stopNanos) {
      return List.copyOf(stopNanos);
    }
  }

  private static int signal(long pid, int signal) {
    if (pid <= 1 || pid > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("must be a process of our own: pid=" + pid);
    }
    try {
      return (int) KILL.invokeExact((int) pid, signal);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("a native function throws nothing", e);
    }
  }
}
