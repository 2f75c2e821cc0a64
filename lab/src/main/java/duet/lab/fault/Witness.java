package duet.lab.fault;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks a server for something small again and again on a connection that it has had for long, and
 * looks at how much memory it takes. Both go on until it is closed, or the server has ended.
 */
final class Witness implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Caller caller;
  private final InetSocketAddress admin;
  private final AtomicLong heapBytes = new AtomicLong();
  private final AtomicLong residentBytes = new AtomicLong();
  private final AtomicLong longestNanos = new AtomicLong();

  /** When that was asked which was answered last. */
  private final AtomicLong answeredNanos = new AtomicLong(System.nanoTime());

  private final Thread asks;
  private final Thread looks;
  private volatile boolean stopped;

  /** Begins at once. */
  Witness(InetSocketAddress server, InetSocketAddress admin) throws IOException {
    this.caller = Caller.to(server, PATIENCE);
    this.admin = admin;
    this.asks = Thread.ofPlatform().daemon().name("asks").start(this::ask);
    this.looks = Thread.ofPlatform().daemon().name("looks").start(this::look);
  }

  private void ask() {
    while (!stopped && caller.isOpen()) {
      long asked = System.nanoTime();
      Reply reply = caller.get("/plaintext");
      if (reply.status() > 0) {
        answeredNanos.set(asked);
        longestNanos.accumulateAndGet(System.nanoTime() - asked, Math::max);
      }
      pause();
    }
  }

  private void look() {
    while (!stopped) {
      try {
        Inside inside = Inside.of(admin);
        heapBytes.accumulateAndGet(inside.heapBytes(), Math::max);
        residentBytes.accumulateAndGet(inside.residentBytes(), Math::max);
      } catch (IOException _) {
        // it has other things to do, or has ended
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether something that is asked after this call is answered within that time. */
  boolean isAnsweredWithin(Duration time) throws InterruptedException {
    long begin = System.nanoTime();
    while (answeredNanos.get() - begin < 0) {
      if (System.nanoTime() - begin > time.toNanos() || !caller.isOpen()) {
        return false;
      }
      Thread.sleep(LOOK);
    }
    return true;
  }

  long heapMiB() {
    return heapBytes.get() >> 20;
  }

  long residentMiB() {
    return residentBytes.get() >> 20;
  }

  double longestMillis() {
    return longestNanos.get() / 1e6;
  }

  @Override
  public void close() {
    stopped = true;
    caller.close();
    try {
      asks.join();
      looks.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
