package duet.helidon;

import duet.service.Operation;
import duet.service.Problem;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.spi.ServerConnection;
import java.net.SocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Helidon's HTTP/1.1 connection, with a way to end it once an answer is sent: Helidon 4.5.0 writes
 * {@code Connection: close} but then waits for the client to close (helidon #12324), which RFC 9112
 * §9.6 forbids.
 */
final class Connection implements ServerConnection, InterruptableTask<Void> {
  private static final ScopedValue<Connection> CURRENT = ScopedValue.newInstance();

  private final ServerConnection http1;
  private final DataWriter writer;
  private final RequestReader requests;
  private final Duration idleTimeout;
  private final SocketAddress client;
  private final Operation operation;
  private @Nullable Exchange exchange;
  private volatile boolean over;

  Connection(
      ServerConnection http1,
      DataWriter writer,
      RequestReader requests,
      Duration idleTimeout,
      SocketAddress client,
      Operation operation) {
    this.idleTimeout = idleTimeout;
    this.http1 = http1;
    this.writer = writer;
    this.requests = requests;
    this.client = client;
    this.operation = operation;
  }

  /** A request was understood, on its connection's virtual thread. */
  static Exchange begin(String method) {
    Connection current = CURRENT.get();
    var exchange =
        Exchange.begin(current.operation, current.client, method, current.requests.requestLine());
    current.exchange = exchange;
    return exchange;
  }

  /** The answer to the request under way, or to something that was none, has been written. */
  static void answered(int status, long bytes) {
    Connection current = CURRENT.get();
    Exchange exchange = current.exchange;
    if (exchange == null || exchange.isOver()) {
      exchange = Exchange.begin(current.operation, current.client, "", "-");
    }
    exchange.answered(status, bytes);
  }

  /** Writes what Helidon itself does not, on the connection's virtual thread. */
  static void write(BufferData bytes) {
    CURRENT.get().writer.write(bytes);
  }

  /**
   * Called while a request is handled or refused, on its virtual thread: no further request is read
   * from its connection.
   *
   * @param inStages whether the client may still be sending when it closes
   */
  static void endAfterThisAnswer(boolean inStages) {
    RequestReader requests = CURRENT.get().requests;
    requests.end();
    if (inStages) {
      requests.inbound().lingerAtTheEnd();
    }
  }

  /** Why the reader refused what the connection sent last; null where it was not the reader. */
  static @Nullable Problem refusal() {
    return CURRENT.get().requests.refusal();
  }

  /** The same for whether it is one of HTTP/1.1, as which Helidon sees all of them. */
  static boolean isHttp11() {
    return CURRENT.get().requests.isHttp11();
  }

  /**
   * Called while a request is handled, on its virtual thread, for what takes its time: an interrupt
   * ends it once the client has gone, and then the connection.
   */
  static <T> T whileTheClientStays(Inbound.Wait<T> wait) throws InterruptedException {
    return CURRENT.get().requests.inbound().whileTheClientStays(wait);
  }

  /** The same for sleep, at less cost. */
  static void sleepWhileTheClientStays(int millis) throws InterruptedException {
    CURRENT.get().requests.inbound().sleepWhileTheClientStays(millis);
  }

  @Override
  public void handle(Limit limit) throws InterruptedException {
    operation.metrics().opened();
    try {
      ScopedValue.where(CURRENT, this)
          .<Void, InterruptedException>call(
              () -> {
                http1.handle(limit);
                return null;
              });
    } finally {
      over = true;
      requests.inbound().end();
      operation.metrics().closed();
      if (exchange != null) {
        exchange.connectionEnded();
      }
    }
  }

  /** Helidon's own idle time is one of whole seconds and goes on while a request waits. */
  @Override
  public Duration idleTime() {
    return requests.idleTime();
  }

  /** Once it is over it ends by itself, in stages perhaps, which an interrupt would cut short. */
  @Override
  public void close(boolean interrupt) {
    if (over && !interrupt) {
      return;
    }
    // Helidon closes an idle connection only where it waits for a request line, not within a
    // header.
    http1.close(interrupt || requests.idleTime().compareTo(idleTimeout) > 0);
  }

  @Override
  public boolean canInterrupt() {
    return !over && http1 instanceof InterruptableTask<?> task && task.canInterrupt();
  }
}
