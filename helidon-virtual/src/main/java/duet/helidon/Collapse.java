package duet.helidon;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What Helidon survives and its server does not: a listener whose {@code accept} has failed once
 * ends, says so in the log (4.5.0), and the process lives on without one. It then ends, with the
 * exit code of {@code -XX:+ExitOnOutOfMemoryError}, and whoever keeps it starts it anew.
 */
final class Collapse extends Handler implements AutoCloseable {
  private static final int EXIT_CODE = 3;
  private static final Logger LISTENER = Logger.getLogger("io.helidon.webserver.ServerListener");
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofMillis(50);

  private final String host;
  private final int port;
  private final BooleanSupplier mayEnd;
  private final Runnable end;
  private final Duration patience;
  private boolean looking;
  private long untilNanos;
  private boolean closed;

  /**
   * Set from the beginning: when it is needed there may be no descriptor to load its class with.
   */
  private Seen last = Seen.LISTENS;

  private Collapse(String host, int port, BooleanSupplier mayEnd, Runnable end, Duration patience) {
    this.host = host;
    this.port = port;
    this.mayEnd = mayEnd;
    this.end = end;
    this.patience = patience;
  }

  /**
   * Of the listener there, unless it may end, from now on until it is {@link #close}d.
   *
   * @param host which it was told to listen on
   */
  static Collapse ifListenerEnds(String host, int port, BooleanSupplier mayEnd) {
    return ifListenerEnds(host, port, mayEnd, Collapse::end, PATIENCE);
  }

  /**
   * Likewise.
   *
   * @param end what is done then
   * @param patience for how long it is looked after an error
   */
  static Collapse ifListenerEnds(
      String host, int port, BooleanSupplier mayEnd, Runnable end, Duration patience) {
    var collapse = new Collapse(host, port, mayEnd, end, patience);
    LISTENER.addHandler(collapse);
    return collapse;
  }

  /**
   * It says that something is wrong before it closes, and not of which listener: there is one who
   * looks, for as long again whatever else it has to say.
   */
  @Override
  public void publish(LogRecord event) {
    if (event.getLevel().intValue() >= Level.SEVERE.intValue() && isToBegin()) {
      boolean begun = false;
      try {
        Thread.ofPlatform().daemon().name("collapse").start(this::look);
        begun = true;
      } finally {
        if (!begun) {
          stopLooking();
        }
      }
    }
  }

  private synchronized boolean isToBegin() {
    boolean begins = !looking;
    looking = true;
    untilNanos = System.nanoTime() + patience.toNanos();
    return begins;
  }

  private synchronized boolean goesOn(boolean isKnown) {
    long now = System.nanoTime();
    if (!isKnown) {
      untilNanos = now + patience.toNanos();
    }
    looking = !closed && now - untilNanos < 0;
    return looking;
  }

  private synchronized void stopLooking() {
    looking = false;
  }

  private void look() {
    boolean over = false;
    try {
      for (last = seen(); goesOn(last != Seen.NOT_KNOWN); last = seen()) {
        if (last == Seen.GONE && !mayEnd.getAsBoolean()) {
          end.run();
          return;
        }
        Thread.sleep(LOOK);
      }
      over = true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      if (!over) {
        stopLooking();
      }
    }
  }

  /** What one look tells. */
  private enum Seen {
    LISTENS,
    GONE,
    /** There is no descriptor to look with. */
    NOT_KNOWN
  }

  private Seen seen() {
    try (var socket = new Socket()) {
      InetAddress named = InetAddress.getByName(host);
      socket.connect(
          new InetSocketAddress(
              named.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : named, port),
          Math.toIntExact(PATIENCE.toMillis()));
      return Seen.LISTENS;
    } catch (ConnectException _) {
      return Seen.GONE;
    } catch (SocketTimeoutException _) { // it listens, and is not quick
      return Seen.LISTENS;
    } catch (IOException _) {
      return Seen.NOT_KNOWN;
    }
  }

  @SuppressWarnings("SystemOut") // there may be no descriptor for more than that
  private static void end() {
    System.err.println("helidon-virtual: cannot go on: its listener has ended");
    Runtime.getRuntime().halt(EXIT_CODE);
  }

  @Override
  public void flush() {
    // nothing is kept
  }

  @Override
  public synchronized void close() {
    closed = true;
    LISTENER.removeHandler(this);
  }
}
