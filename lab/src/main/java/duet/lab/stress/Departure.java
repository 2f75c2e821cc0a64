package duet.lab.stress;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Watches what a server that is told to stop gives up first: whether it says that it is ready, and
 * whether it takes connections. Both are asked every two milliseconds or so, each by a thread of
 * its own.
 */
final class Departure {
  private static final int LOOK_MILLIS = 2;
  private static final int CONNECT_MILLIS = 1000;

  private final AtomicLong notReadyNanos = new AtomicLong();
  private final AtomicLong lastReadyAskedNanos = new AtomicLong();
  private final AtomicLong refusedNanos = new AtomicLong();
  private final Thread readiness;
  private final Thread listener;
  private volatile boolean stopped;

  private Departure(InetSocketAddress server, InetSocketAddress admin) {
    readiness = Thread.ofVirtual().start(() -> watchReadiness(admin));
    listener = Thread.ofVirtual().start(() -> watchListener(server));
  }

  /** Begins to watch one that is ready. */
  static Departure of(InetSocketAddress server, InetSocketAddress admin) {
    return new Departure(server, admin);
  }

  /**
   * What was seen; times are of {@link System#nanoTime()}, 0 for never.
   *
   * @param notReadyNanos when the first 503 had come
   * @param lastReadyAskedNanos when that was asked which was answered 200 last
   * @param refusedNanos when the first connection had been refused
   */
  record Seen(long notReadyNanos, long lastReadyAskedNanos, long refusedNanos) {
    /**
     * Whether readiness did not go last: there was a 503, and nothing that was asked after the
     * first refusal was answered 200. Where it goes but a moment earlier nobody sees which was
     * first.
     */
    boolean isInOrder() {
      return notReadyNanos != 0 && (refusedNanos == 0 || lastReadyAskedNanos - refusedNanos <= 0);
    }

    /** Whether the 503 was there before the refusal was. */
    boolean isSeenInOrder() {
      return notReadyNanos != 0 && refusedNanos - notReadyNanos > 0;
    }
  }

  /** Ends it; for use once the server has ended, so that both loops do. */
  Seen finish() throws InterruptedException {
    stopped = true;
    readiness.join();
    listener.join();
    return new Seen(notReadyNanos.get(), lastReadyAskedNanos.get(), refusedNanos.get());
  }

  private void watchReadiness(InetSocketAddress admin) {
    try (Wire wire = Wire.to(admin)) {
      while (!stopped && wire.isOpen()) {
        long asked = System.nanoTime();
        if (Readiness.ask(wire)) {
          lastReadyAskedNanos.set(asked);
        } else {
          notReadyNanos.compareAndSet(0, System.nanoTime());
        }
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (IOException _) {
      // it has gone, or says nothing: what was seen until then counts
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void watchListener(InetSocketAddress server) {
    try {
      while (!stopped) {
        try (var socket = new Socket()) {
          socket.connect(server, CONNECT_MILLIS);
        } catch (ConnectException _) {
          refusedNanos.compareAndSet(0, System.nanoTime());
          return;
        } catch (IOException _) {
          // neither taken nor refused
        }
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
