package duet.vertx;

import duet.service.Metrics;
import io.vertx.core.http.HttpConnection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections that have been without a request for too long. For use on one event loop.
 *
 * <p>Vert.x's own idle time-out counts a request that only waits as idle and would cut it off; the
 * other server's does not (docs/decisions/0005). Time is counted in seconds that a timer ticks, so
 * that a request costs one look into a map.
 */
final class IdleConnections {

  private static final class Use {
    boolean busy;
    @Nullable Exchange exchange;
    int idleSince;
  }

  private final int timeoutSeconds;
  private final Map<HttpConnection, Use> uses = new HashMap<>();
  private final Metrics metrics;
  private int second;

  /**
   * @param timeoutSeconds ≥ 1; a connection is closed after that time and one second more at most
   * @param metrics is told of connections
   */
  IdleConnections(int timeoutSeconds, Metrics metrics) {
    this.timeoutSeconds = timeoutSeconds;
    this.metrics = metrics;
  }

  /** A connection was accepted; it is idle until its first request. */
  void opened(HttpConnection connection) {
    var use = new Use();
    use.idleSince = second;
    uses.put(connection, use);
    metrics.opened();
    connection.closeHandler(_ -> closed(connection));
  }

  private void closed(HttpConnection connection) {
    Use use = uses.remove(connection);
    metrics.closed();
    if (use != null && use.exchange != null) {
      use.exchange.connectionEnded();
    }
  }

  /**
   * A request was read: until it is answered its connection is not idle, however long that takes.
   */
  void requested(HttpConnection connection, Exchange exchange) {
    Use use = uses.get(connection);
    if (use != null) {
      use.busy = true;
      use.exchange = exchange;
    }
  }

  /** The request was answered. */
  void answered(HttpConnection connection) {
    Use use = uses.get(connection);
    if (use != null) {
      use.busy = false;
      use.idleSince = second;
    }
  }

  /** Called once a second. */
  void tick() {
    second++;
    uses.entrySet().stream()
        .filter(entry -> isOverdue(entry.getValue()))
        .map(Map.Entry::getKey)
        .toList()
        .forEach(HttpConnection::close);
  }

  private boolean isOverdue(Use use) {
    return !use.busy && second - use.idleSince > timeoutSeconds;
  }
}
