package duet.helidon;

import io.helidon.common.socket.HelidonSocket;
import io.helidon.webserver.CloseConnectionException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What comes in on a connection. For use by the connection's virtual thread alone.
 *
 * <p>A thread that waits for something else does not notice that its client has gone. While it
 * waits, another virtual thread therefore reads: what comes is kept for the next request, the end
 * of the input interrupts the wait. A reader whose wait has ended is left where it is, since only
 * closing the socket would call it back: what it brings is what comes next.
 */
final class Inbound implements Supplier<byte @Nullable []> {
  /** Of a client that has sent more than this ahead nothing is read until that is used up. */
  private static final int MOST_BYTES_AHEAD = 64 * 1024;

  /** Small, since every sleeper has one and nearly none needs it. */
  private static final int PIECE_BYTES = 256;

  private static final Duration LONGEST_LINGERING = Duration.ofSeconds(1);
  private static final int MOST_BYTES_THROWN_AWAY = 1024 * 1024;
  private static final int PIECE_BYTES_THROWN_AWAY = 8 * 1024;

  private static final ThreadFactory READERS =
      Thread.ofVirtual().inheritInheritableThreadLocals(false).factory();

  private final HelidonSocket socket;
  private final Socket below;
  private byte[] ahead = {};
  private @Nullable Reader reader;
  private boolean lingers;

  /**
   * @param below what {@code socket} reads from
   */
  Inbound(HelidonSocket socket, Socket below) {
    this.socket = socket;
    this.below = below;
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
      return first;
    }
    if (reader == null) {
      return socket.get();
    }
    byte[] bytes = reader.take();
    if (reader.isSpent()) {
      reader = null;
    }
    return bytes;
  }

  /**
   * Sleeps, but no longer than the client keeps its side of the connection open. It is a read that
   * takes so long to fail, without a second thread, whose stacks would be 30 MB for 10,000 sleepers
   * (docs/decisions/0008).
   *
   * @throws CloseConnectionException once the client does not
   */
  void sleepWhileTheClientStays(int millis) throws InterruptedException {
    long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    if (reader == null) {
      readAheadUntil(endNanos);
      sleepUntil(endNanos);
    } else { // a reader of an earlier wait is in its read and lets no other in
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
            throw new Gone();
          }
          ahead = Http10.joined(ahead, Arrays.copyOf(piece, length));
          left = millisUntil(endNanos);
        }
      } finally {
        below.setSoTimeout(0);
      }
    } catch (SocketTimeoutException _) {
      // The time is over.
    } catch (IOException _) {
      throw new Gone();
    }
  }

  /** Rounded up: a wait is never shorter than it was asked for. */
  private static int millisUntil(long endNanos) {
    return (int) Math.ceilDiv(endNanos - System.nanoTime(), 1_000_000L);
  }

  private static long sleepUntil(long endNanos) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(endNanos - System.nanoTime());
    return endNanos;
  }

  /**
   * Waits, but no longer than the client keeps its side of the connection open.
   *
   * @throws CloseConnectionException once it does not
   */
  <T> T whileTheClientStays(Wait<T> wait) throws InterruptedException {
    if (reader == null) {
      reader = new Reader(socket, Thread.currentThread());
    }
    if (reader.watch()) {
      READERS.newThread(reader).start();
    }
    try {
      return wait.await();
    } finally {
      reader.watchNoMore();
    }
  }

  /** The connection ends with an answer to a client that may still be sending. */
  void lingerAtTheEnd() {
    lingers = true;
  }

  /**
   * The connection has been served. Where it lingers, closes the server's side, and for a while
   * throws away what the client still sends, so that the kernel does not reset the connection and
   * with it the last answer (RFC 9112 §9.6).
   */
  void end() {
    if (!lingers || reader != null) { // a reader is in its read and lets no other in
      return;
    }
    long endNanos = System.nanoTime() + LONGEST_LINGERING.toNanos();
    var piece = new byte[PIECE_BYTES_THROWN_AWAY];
    int thrownAway = 0;
    try {
      below.shutdownOutput();
      int left = millisUntil(endNanos);
      while (left > 0 && thrownAway < MOST_BYTES_THROWN_AWAY) {
        below.setSoTimeout(left);
        int length = below.getInputStream().read(piece);
        if (length < 0) {
          return;
        }
        thrownAway += length;
        left = millisUntil(endNanos);
      }
    } catch (IOException _) {
      // The client has closed or takes too long: either way nothing is left to be said.
    }
  }

  /** Reads in a thread of its own; guarded by itself. */
  private static final class Reader implements Runnable {
    private final HelidonSocket socket;
    private final Thread waiting;
    private byte[] bytes = {};
    private boolean reading;
    private boolean watching;
    private boolean ended;
    private @Nullable UncheckedIOException failure;

    Reader(HelidonSocket socket, Thread waiting) {
      this.socket = socket;
      this.waiting = waiting;
    }

    @Override
    public void run() {
      try {
        byte[] more = socket.get();
        while (more != null && keep(more)) {
          more = socket.get();
        }
        if (more == null) {
          end(null);
        }
      } catch (UncheckedIOException e) {
        end(e);
      }
    }

    /** Whether to read on. */
    private synchronized boolean keep(byte[] more) {
      bytes = Http10.joined(bytes, more);
      reading = watching && bytes.length < MOST_BYTES_AHEAD;
      notifyAll();
      return reading;
    }

    private synchronized void end(@Nullable UncheckedIOException why) {
      reading = false;
      ended = true;
      failure = why;
      if (watching) {
        waiting.interrupt();
      }
      notifyAll();
    }

    /** Whether a thread must be started to read. */
    synchronized boolean watch() {
      if (ended) {
        throw new Gone();
      }
      watching = true;
      boolean start = !reading && bytes.length < MOST_BYTES_AHEAD;
      reading |= start;
      return start;
    }

    synchronized void watchNoMore() {
      watching = false;
      if (ended) {
        Thread.interrupted(); // it was ours, and nothing may interrupt what closes the connection
        throw new Gone();
      }
    }

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
        return taken;
      }
      if (failure != null) {
        throw failure;
      }
      return null;
    }

    synchronized boolean isSpent() {
      return !reading && !ended && bytes.length == 0;
    }
  }

  /** Thrown for every client that leaves early, hence without a stack trace. */
  private static final class Gone extends CloseConnectionException {
    private static final long serialVersionUID = 1L;

    Gone() {
      super("the client has gone");
    }

    @Override
    public Throwable fillInStackTrace() {
      return this;
    }
  }
}
