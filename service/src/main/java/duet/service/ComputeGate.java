package duet.service;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many computations there may be: one for each processor, and some more that wait for one. Who
 * waits, and how, is the server's model. Safe for use by several threads; never blocks.
 */
public final class ComputeGate implements ComputeFigures {
  private final int processors;
  private final int most;
  private final AtomicInteger inside = new AtomicInteger();

  /**
   * @param processors ≥ 1
   * @param mostWaiting ≥ 0
   */
  public ComputeGate(int processors, int mostWaiting) {
    this.processors = processors;
    this.most = processors + mostWaiting;
  }

  /** The gate of a server on this machine. */
  public static ComputeGate of(Settings settings) {
    return new ComputeGate(Runtime.getRuntime().availableProcessors(), settings.computeQueue());
  }

  /** Whether there is a place; if so, {@link #leave} gives it back. */
  public boolean enter() {
    return inside.getAndUpdate(now -> now < most ? now + 1 : now) < most;
  }

  /** Called once for each {@link #enter} that was true. */
  public void leave() {
    inside.decrementAndGet();
  }

  /** How many may compute at once. */
  public int processors() {
    return processors;
  }

  @Override
  public int running() {
    return Math.min(inside.get(), processors);
  }

  @Override
  public int waiting() {
    return Math.max(0, inside.get() - processors);
  }
}
