package duet.vertx;

import duet.service.Operation;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections that have been without a request, or without a byte of one, for too long. For
 * use on one event loop.
 *
 * <p>Vert.x's own idle time-out counts a request that only waits as idle and would cut it off; the
 * other server's does not (docs/decisions/0005). Time is counted in seconds that a timer ticks, so
 * that a request costs one look into a map.
 */
final class IdleConnections {

  private static final class Use {
    boolean busy;
    @Nullable Exchange exchange;
    boolean ended;
    int idleSince;
  }

  private final int timeoutSeconds;
  private final Map<HttpConnection, Use> uses = new HashMap<>();
  private final Operation operation;
  private int second;

  /** Of a prompt answer the connection is looked for twice, once after the other. */
  private @Nullable HttpConnection lastConnection;

  private @Nullable Use lastUse;

  /**
   * @param timeoutSeconds ≥ 1; a connection is closed after that time and one second more at most
   * @param operation is told of connections and requests
   */
  IdleConnections(int timeoutSeconds, Operation operation) {
    this.timeoutSeconds = timeoutSeconds;
    this.operation = operation;
  }

  /** A connection was accepted; it is idle until its first request. */
  void opened(HttpConnection connection) {
    var use = new Use();
    use.idleSince = second;
    uses.put(connection, use);
    lastConnection = connection;
    lastUse = use;
    operation.metrics().opened();
    connection.closeHandler(_ -> closed(connection));
  }

  private void closed(HttpConnection connection) {
    Use use = uses.remove(connection);
    lastConnection = null;
    lastUse = null;
    operation.metrics().closed();
    if (use != null && use.exchange != null) {
      use.exchange.connectionEnded();
    }
  }

  /**
   * A request was read: until it is answered its connection is not idle, however long that takes.
   *
   * @return null where the connection's last answer has been given: what Vert.x reads after it,
   *     until it closes, is to be left alone (RFC 9112 §9.6)
   */
  @Nullable Exchange requested(HttpServerRequest request) {
    Use use = use(request.connection());
    if (use == null) {
      return Exchange.begin(operation, request);
    }
    use.busy = true;
    if (use.ended) {
      return null;
    }
    var exchange = Exchange.begin(operation, request);
    use.exchange = exchange;
    return exchange;
  }

  @SuppressWarnings("ReferenceEquality") // a connection is equal to itself alone
  private @Nullable Use use(HttpConnection connection) {
    if (connection != lastConnection) {
      lastConnection = connection;
      lastUse = uses.get(connection);
    }
    return lastUse;
  }

  /** No request after this one is answered. */
  void ended(HttpConnection connection) {
    Use use = use(connection);
    if (use != null) {
      use.ended = true;
    }
  }

  /** The request was answered. */
  void answered(HttpConnection connection) {
    Use use = use(connection);
    if (use != null) {
      use.busy = false;
      use.idleSince = second;
    }
  }

  /** A body is read: for its next byte a connection waits no longer than for a request. */
  void awaitsBody(HttpConnection connection) {
    answered(connection);
  }

  /** The body is there, and with it the request. */
  void hasBody(HttpConnection connection) {
    Use use = use(connection);
    if (use != null) {
      use.busy = true;
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
