package duet.contract.fuzz;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;

/** A server to speak to, and how slow it is at the moment. Used by one thread. */
final class Target {
  private static final long WINDOW_NANOS = Duration.ofSeconds(2).toNanos();

  private final String name;
  private final InetSocketAddress address;
  private long slowestNanos;
  private long slowestBeforeNanos;
  private long windowStartNanos;

  /**
   * @param name what it calls itself in {@code Server}; its address where it does not say
   */
  Target(String name, URI base) {
    this.name = name;
    int port = base.getPort() < 0 ? 80 : base.getPort();
    this.address = new InetSocketAddress(base.getHost(), port);
  }

  String name() {
    return name;
  }

  InetSocketAddress address() {
    return address;
  }

  /** It was silent for so long before it went on with a request that is quickly answered. */
  void wasSilent(long silentNanos, long now) {
    if (now - windowStartNanos > WINDOW_NANOS) {
      slowestBeforeNanos = slowestNanos;
      slowestNanos = 0;
      windowStartNanos = now;
    }
    slowestNanos = Math.max(slowestNanos, silentNanos);
  }

  /** The longest silence of the last seconds. */
  long slowestNanos() {
    return Math.max(slowestNanos, slowestBeforeNanos);
  }
}
