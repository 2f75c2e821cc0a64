package duet.helidon;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
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
  private final AtomicBoolean looking = new AtomicBoolean();

  private Collapse(String host, int port, BooleanSupplier mayEnd, Runnable end) {
    this.host = host;
    this.port = port;
    this.mayEnd = mayEnd;
    this.end = end;
  }

  /**
   * Of the listener there, unless it may end, from now on until it is {@link #close}d.
   *
   * @param host which it was told to listen on
   */
  static Collapse ifListenerEnds(String host, int port, BooleanSupplier mayEnd) {
    return ifListenerEnds(host, port, mayEnd, Collapse::end);
  }

  /** Likewise, with what is done then. */
  static Collapse ifListenerEnds(String host, int port, BooleanSupplier mayEnd, Runnable end) {
    var collapse = new Collapse(host, port, mayEnd, end);
    LISTENER.addHandler(collapse);
    return collapse;
  }

  /**
   * It says that something is wrong before it closes, and not of which listener; one look at a
   * time, whatever else it has to say.
   */
  @Override
  public void publish(LogRecord event) {
    if (event.getLevel().intValue() >= Level.SEVERE.intValue()
        && looking.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("collapse").start(this::look);
    }
  }

  private void look() {
    try {
      for (long begin = System.nanoTime();
          System.nanoTime() - begin < PATIENCE.toNanos();
          Thread.sleep(LOOK)) {
        if (!listens() && !mayEnd.getAsBoolean()) {
          end.run();
          return;
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      looking.set(false);
    }
  }

  /** Where there is no descriptor for it, that is not known yet. */
  private boolean listens() {
    try (var socket = new Socket()) {
      InetAddress named = InetAddress.getByName(host);
      socket.connect(
          new InetSocketAddress(
              named.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : named, port),
          Math.toIntExact(PATIENCE.toMillis()));
      return true;
    } catch (ConnectException _) {
      return false;
    } catch (IOException _) {
      return true;
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
  public void close() {
    LISTENER.removeHandler(this);
  }
}
