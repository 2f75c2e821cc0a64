package duet.helidon;

import duet.service.ByteBudget;
import duet.service.KeptShare;
import io.helidon.common.socket.HelidonSocket;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What comes in on a connection. For use by the connection's virtual thread alone.
 *
 * <p>A thread that waits for something else does not notice that its client has gone. While it
 * waits, a {@link ClientWatch} therefore reads. One whose wait has ended is left where it is, since
 * only closing the socket would call it back: what it brings is what comes next.
 */
final class Inbound implements Supplier<byte @Nullable []> {
  /** Of a client that has sent more than this ahead nothing is read until that is used up. */
  static final int MOST_BYTES_AHEAD = 16 * 1024;

  /** Small, since every sleeper has one and nearly none needs it. */
  private static final int PIECE_BYTES = 256;

  private final HelidonSocket socket;
  private final Socket below;
  private final ByteBudget budget;
  private final KeptShare share;
  private byte[] ahead = {};
  private @Nullable ClientWatch watch;
  private boolean lingers;

  /**
   * @param below what {@code socket} reads from
   * @param budget has what is read before it is asked for
   */
  Inbound(HelidonSocket socket, Socket below, ByteBudget budget) {
    this.socket = socket;
    this.below = below;
    this.budget = budget;
    this.share = new KeptShare(budget);
  }

  /** Something that takes its time and that an interrupt ends. */
  interface Wait<T> {
    T await() throws InterruptedException;
  }

  /**
   * Blocks until there are bytes.
   *
   * @return null at the end of the input
   */
  @Override
  public byte @Nullable [] get() {
    if (ahead.length > 0) {
      byte[] first = ahead;
      ahead = new byte[0];
      share.release();
      return first;
    }
    if (watch == null) {
      return socket.get();
    }
    byte[] bytes = watch.take();
    if (watch.isSpent()) {
      watch = null;
    }
    return bytes;
  }

  /**
   * Sleeps, but no longer than the client keeps its side of the connection open. It is a read that
   * takes so long to fail, without a second thread, whose stacks would be 30 MB for 10,000 sleepers
   * (docs/decisions/0008).
   *
   * @throws Ended once the client does not
   */
  void sleepWhileTheClientStays(int millis) throws InterruptedException {
    long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    if (watch == null) {
      readAheadUntil(endNanos);
      sleepUntil(endNanos);
    } else { // the watch of an earlier wait is in its read and lets no other in
      whileTheClientStays(() -> sleepUntil(endNanos));
    }
  }

  private void readAheadUntil(long endNanos) {
    try {
      try {
        byte[] piece = new byte[PIECE_BYTES];
        int left = millisUntil(endNanos);
        while (left > 0 && ahead.length < MOST_BYTES_AHEAD) {
          below.setSoTimeout(left);
          int length = below.getInputStream().read(piece);
          if (length < 0) {
            throw new Ended("the client has gone");
          }
          ahead = Http10.joined(ahead, Arrays.copyOf(piece, length));
          if (!share.holds(ahead.length)) {
            throw new Ended("there is no room for what has come behind a request");
          }
          left = millisUntil(endNanos);
        }
      } finally {
        below.setSoTimeout(0);
      }
    } catch (SocketTimeoutException _) {
      // The time is over.
    } catch (IOException _) {
      throw new Ended("the client has gone");
    }
  }

  /** Rounded up: a wait is never shorter than it was asked for. */
  static int millisUntil(long endNanos) {
    return (int) Math.ceilDiv(endNanos - System.nanoTime(), 1_000_000L);
  }

  private static long sleepUntil(long endNanos) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(endNanos - System.nanoTime());
    return endNanos;
  }

  /**
   * Waits, but no longer than the client keeps its side of the connection open.
   *
   * @throws Ended once it does not
   */
  <T> T whileTheClientStays(Wait<T> wait) throws InterruptedException {
    if (watch == null) {
      watch = new ClientWatch(socket, Thread.currentThread(), new KeptShare(budget));
    }
    watch.begin();
    try {
      return wait.await();
    } finally {
      watch.end();
    }
  }

  /** The connection ends with an answer to a client that may still be sending. */
  void lingerAtTheEnd() {
    lingers = true;
  }

  /** The connection has been served. */
  void end() {
    share.release();
    if (watch != null) {
      watch.throwAway();
    }
    if (lingers) {
      LingeringClose.of(below, watch);
    }
  }

  /** Whether there is room for what has come that nobody has asked for yet. */
  boolean hasRoom() {
    return watch == null || watch.hasRoom();
  }

  /** Whether bytes have come that nobody has asked for yet. */
  boolean hasMore() {
    return ahead.length > 0 || (watch != null && watch.hasMore());
  }

  /** What has come can still be read, and then there is no more. May be called on any thread. */
  void shut() {
    try {
      below.shutdownInput();
    } catch (IOException _) {
      // It has ended already.
    }
  }

  /**
   * Ends the connection, and with it what lies in the kernel for a client that takes nothing; what
   * reads or writes fails. May be called on any thread.
   */
  void reset() {
    try {
      below.setSoLinger(true, 0);
      below.close();
    } catch (IOException _) {
      // It has ended already.
    }
  }
}
