package duet.helidon;

import duet.service.AccessEntry;
import duet.service.Metrics;
import duet.service.Operation;
import duet.service.Resource;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Instant;

/**
 * A request from the moment it is understood until its answer has been handed to the socket, be it
 * whole or a stream; then it is counted, timed and logged, once. For use on the connection's
 * virtual thread.
 */
final class Exchange {
  private final Operation operation;
  private final SocketAddress client;
  private final String method;
  private final String requestLine;
  private final long startNanos;
  private String route = Metrics.NO_ROUTE;
  private boolean over;

  private Exchange(Operation operation, SocketAddress client, String method, String requestLine) {
    this.operation = operation;
    this.client = client;
    this.method = method;
    this.requestLine = requestLine;
    this.over = !operation.observes();
    this.startNanos = over ? 0 : System.nanoTime();
  }

  /**
   * A request was understood, or found to be none.
   *
   * @param method empty for one that could not be read
   * @param requestLine a hyphen for one that could not be read
   */
  static Exchange begin(
      Operation operation, SocketAddress client, String method, String requestLine) {
    var exchange = new Exchange(operation, client, method, requestLine);
    if (!exchange.over) {
      operation.metrics().begun();
    }
    return exchange;
  }

  /** What the request asks for. */
  void asksFor(Resource resource) {
    if (!over) {
      route = resource.route();
    }
  }

  /**
   * Its answer has been written.
   *
   * @param bytes of content
   */
  void answered(int status, long bytes) {
    if (!over) {
      end(status, bytes);
    }
  }

  /** The connection has ended; if that was before the answer had, the client did not get it. */
  void connectionEnded() {
    if (!over) {
      end(Metrics.CLIENT_GONE, 0);
    }
  }

  boolean isOver() {
    return over;
  }

  private void end(int status, long bytes) {
    over = true;
    long nanos = System.nanoTime() - startNanos;
    if (operation.metrics().isOn()) {
      operation.metrics().answered(route, method, status, nanos);
    }
    if (operation.accessLog().isOn()) {
      operation
          .accessLog()
          .answered(
              new AccessEntry(Instant.now(), address(client), requestLine, status, bytes, nanos));
    }
  }

  private static String address(SocketAddress client) {
    return client instanceof InetSocketAddress internet && !internet.isUnresolved()
        ? internet.getAddress().getHostAddress()
        : client.toString();
  }
}
