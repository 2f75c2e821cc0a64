package duet.vertx;

import duet.service.AccessEntry;
import duet.service.Metrics;
import duet.service.Operation;
import duet.service.Resource;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request from the moment it is understood until its answer has been handed to the socket, be it
 * whole or a stream; then it is counted, timed and logged, once. For use on one event loop.
 */
final class Exchange implements Handler<Void> {
  private final Operation operation;
  private final long startNanos;
  private @Nullable HttpServerRequest request;
  private String route = Metrics.NO_ROUTE;

  private Exchange(Operation operation, @Nullable HttpServerRequest request, long startNanos) {
    this.operation = operation;
    this.request = request;
    this.startNanos = startNanos;
  }

  /** A request was understood, or found to be none. */
  static Exchange begin(Operation operation, HttpServerRequest request) {
    if (!operation.observes()) {
      return new Exchange(operation, null, 0);
    }
    var exchange = new Exchange(operation, request, System.nanoTime());
    operation.metrics().begun();
    request.response().endHandler(exchange);
    return exchange;
  }

  /** What the request asks for. */
  void asksFor(Resource resource) {
    if (request != null) {
      route = resource.route();
    }
  }

  /** Called by Vert.x once the answer has been written, or the connection lost before that. */
  @Override
  public void handle(Void nothing) {
    HttpServerRequest answered = request;
    if (answered != null) {
      HttpServerResponse response = answered.response();
      end(answered, response.ended() ? response.getStatusCode() : Metrics.CLIENT_GONE);
    }
  }

  /** The connection has ended; if that was before the answer had, the client did not get it. */
  void connectionEnded() {
    HttpServerRequest unanswered = request;
    if (unanswered != null) {
      end(unanswered, Metrics.CLIENT_GONE);
    }
  }

  private void end(HttpServerRequest answered, int status) {
    request = null;
    long nanos = System.nanoTime() - startNanos;
    boolean decoded = answered.decoderResult().isSuccess();
    if (operation.metrics().isOn()) {
      String method = decoded ? answered.method().name() : "";
      operation.metrics().answered(route, method, status, nanos);
    }
    if (operation.accessLog().isOn()) {
      boolean hasBody = !answered.method().name().equals("HEAD") && status != Metrics.CLIENT_GONE;
      operation
          .accessLog()
          .answered(
              new AccessEntry(
                  Instant.now(),
                  answered.connection().remoteAddress().hostAddress(),
                  decoded ? requestLine(answered) : "-",
                  status,
                  hasBody ? answered.response().bytesWritten() : 0,
                  nanos));
    }
  }

  private static String requestLine(HttpServerRequest request) {
    return request.method().name()
        + " "
        + request.uri()
        + (request.version() == HttpVersion.HTTP_1_0 ? " HTTP/1.0" : " HTTP/1.1");
  }
}
