package duet.helidon;

import duet.service.KeptShare;
import io.helidon.common.socket.HelidonSocket;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reads in a virtual thread of its own while the connection's waits for something else: what comes
 * is kept for the next request, the end of the input interrupts the wait. Guarded by itself.
 */
final class ClientWatch implements Runnable {
  private static final ThreadFactory THREADS =
      Thread.ofVirtual().inheritInheritableThreadLocals(false).factory();

  private final HelidonSocket socket;
  private final Thread waiting;
  private final KeptShare share;
  private byte[] bytes = {};
  private boolean reading;
  private boolean watching;
  private boolean ended;
  private boolean throwsAway;
  private @Nullable UncheckedIOException failure;

  /**
   * @param waiting the thread that a client's going interrupts
   * @param share has what is read, and nothing else; where it has no room for that the client
   *     counts as gone
   */
  ClientWatch(HelidonSocket socket, Thread waiting, KeptShare share) {
    this.socket = socket;
    this.waiting = waiting;
    this.share = share;
  }

  /**
   * The wait begins.
   *
   * @throws Ended if the client has gone already
   */
  void begin() {
    if (mustRead()) {
      THREADS.newThread(this).start();
    }
  }

  /** Whether a thread must be started to read. */
  private synchronized boolean mustRead() {
    if (ended) {
      throw new Ended("the client has gone");
    }
    watching = true;
    boolean start = !reading && bytes.length < Inbound.MOST_BYTES_AHEAD;
    reading |= start;
    return start;
  }

  @Override
  public void run() {
    try {
      byte[] more = socket.get();
      while (more != null && keep(more)) {
        more = socket.get();
      }
      if (more == null) {
        inputEnded(null);
      }
    } catch (UncheckedIOException e) {
      inputEnded(e);
    }
  }

  /** Whether to read on. */
  private synchronized boolean keep(byte[] more) {
    if (throwsAway) {
      reading = false;
      notifyAll();
      return false;
    }
    // What comes first behind an answer is most likely waited for, and refused by who does.
    if (!share.holds(bytes.length + more.length) && watching) {
      inputEnded(null);
      return false;
    }
    bytes = Http10.joined(bytes, more);
    reading = watching && bytes.length < Inbound.MOST_BYTES_AHEAD;
    notifyAll();
    return reading;
  }

  private synchronized void inputEnded(@Nullable UncheckedIOException why) {
    reading = false;
    ended = true;
    failure = why;
    if (watching) {
      waiting.interrupt();
    }
    notifyAll();
  }

  /**
   * The wait is over.
   *
   * @throws Ended if the client has gone meanwhile
   */
  synchronized void end() {
    watching = false;
    if (ended) {
      Thread.interrupted(); // it was ours, and nothing may interrupt what closes the connection
      throw new Ended("the client has gone");
    }
  }

  /**
   * Blocks until there are bytes.
   *
   * @return null at the end of the input, or where none are there and nothing reads
   */
  synchronized byte @Nullable [] take() {
    try {
      while (reading && bytes.length == 0) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("the connection is closed"));
    }
    if (bytes.length > 0) {
      byte[] taken = bytes;
      bytes = new byte[0];
      share.release();
      return taken;
    }
    if (failure != null) {
      throw failure;
    }
    return null;
  }

  /** The connection has been served: what has come is not kept, nor is what comes. */
  synchronized void throwAway() {
    throwsAway = true;
    bytes = new byte[0];
    share.release();
  }

  /** Whether there is room for what has come. */
  synchronized boolean hasRoom() {
    return share.holds(bytes.length);
  }

  /** Whether bytes have come. */
  synchronized boolean hasMore() {
    return bytes.length > 0;
  }

  /**
   * Blocks until nothing reads any more, or until then.
   *
   * @return whether there may still be something to read
   */
  synchronized boolean letsGo(long endNanos) {
    try {
      int left = Inbound.millisUntil(endNanos);
      while (reading && left > 0) {
        wait(left);
        left = Inbound.millisUntil(endNanos);
      }
      return !reading && !ended;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether nothing more comes of it, so that the socket may be read again. */
  synchronized boolean isSpent() {
    return !reading && !ended && bytes.length == 0;
  }
}
