package duet.gatling;

import java.util.function.LongSupplier;

/**
 * Hands out the uncounted requests that let the JIT compilers of server and client finish before a
 * counted request is sent. Safe for use by several users at once.
 */
public final class WarmUp {
  private final Subject subject;
  private final Connections connections;
  private final int requests;
  private final long patienceNanos;
  private final LongSupplier nanoClock;
  private int taken;
  private long begunNanos;

  /**
   * @param requests how many there may be
   * @param patienceNanos after how long no further one is handed out, so that a slow route does not
   *     warm up for an hour
   * @param nanoClock {@link System#nanoTime()} outside of tests
   */
  public WarmUp(
      Subject subject,
      Connections connections,
      int requests,
      long patienceNanos,
      LongSupplier nanoClock) {
    this.subject = subject;
    this.connections = connections;
    this.requests = requests;
    this.patienceNanos = patienceNanos;
    this.nanoClock = nanoClock;
  }

  public Subject subject() {
    return subject;
  }

  public Connections connections() {
    return connections;
  }

  /** What it is called on the terminal. */
  public String name() {
    return "warm-up " + subject.name() + " " + connections.token();
  }

  /** Whether there is a further request for the user that asks; it must then send one. */
  public synchronized boolean takeNext() {
    long now = nanoClock.getAsLong();
    if (taken == 0) {
      begunNanos = now;
    }
    if (taken == requests || now - begunNanos > patienceNanos) {
      return false;
    }
    taken++;
    return true;
  }

  /** How many were sent. */
  public synchronized int sent() {
    return taken;
  }
}
