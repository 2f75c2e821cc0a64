package duet.vertx;

import duet.service.BackendCall;
import duet.service.PoolFigures;
import duet.service.Settings;
import duet.service.Upstreams;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The service that {@code /fetch} and {@code /gather} call: one pool of kept connections for all
 * event loops. Safe for use on several of them.
 */
final class Backend implements PoolFigures {
  private final Upstreams upstreams;
  private final HttpClientOptions options;
  private final PoolOptions pool;
  private final HttpClient kept;
  private final HttpClient fresh;

  /** The connections that have brought an answer: those the backend may have closed meanwhile. */
  private final Set<HttpConnection> used = ConcurrentHashMap.newKeySet();

  private final LongAdder open = new LongAdder();
  private final LongAdder inUse = new LongAdder();
  private final LongAdder waiting = new LongAdder();

  Backend(Vertx vertx, Settings settings, Upstreams upstreams) {
    this.upstreams = upstreams;
    this.options =
        new HttpClientOptions()
            .setKeepAlive(true)
            .setPipelining(false)
            .setTcpNoDelay(settings.tcpNoDelay())
            .setConnectTimeout(Math.toIntExact(settings.backendTime().toMillis()))
            .setKeepAliveTimeout(Math.toIntExact(BackendCall.LONGEST_REST.toSeconds()));
    this.pool = new PoolOptions().setHttp1MaxSize(settings.backendConnections());
    this.kept =
        vertx.httpClientBuilder().with(options).with(pool).withConnectHandler(this::opened).build();
    this.fresh =
        vertx
            .httpClientBuilder()
            .with(new HttpClientOptions(options).setKeepAlive(false))
            .with(pool)
            .withConnectHandler(this::opened)
            .build();
  }

  private void opened(HttpConnection connection) {
    open.increment();
    connection.closeHandler(
        _ -> {
          open.decrement();
          used.remove(connection);
        });
  }

  /** Where it listens; empty until that is known. */
  Optional<URI> address() {
    return upstreams.backend();
  }

  /**
   * Starts a call.
   *
   * @param time after which nobody wants its answer any more
   */
  Call call(URI address, int millis, Duration time) {
    return new Call(this, address, BackendCall.path(millis), time);
  }

  /** A request on a kept connection, as soon as there is one; {@link #waited} ends the wait. */
  Future<HttpClientRequest> request(RequestOptions call) {
    return request(kept, call);
  }

  /** A request on a connection of its own; likewise. */
  Future<HttpClientRequest> requestAfresh(RequestOptions call) {
    return request(fresh, call);
  }

  private Future<HttpClientRequest> request(HttpClient client, RequestOptions call) {
    waiting.increment();
    return client
        .request(call)
        .onComplete(
            got -> {
              if (got.succeeded()) {
                inUse.increment();
              }
            });
  }

  /** A request waits for a connection no longer, whether there is one or not. */
  void waited() {
    waiting.decrement();
  }

  /** A request has ended, well or not. */
  void ended() {
    inUse.decrement();
  }

  /** An answer has come as a whole, so that its connection may be used again. */
  void answered(HttpConnection connection) {
    used.add(connection);
  }

  /** Whether the backend may have closed it meanwhile. */
  boolean isUsedAgain(HttpConnection connection) {
    return used.contains(connection);
  }

  @Override
  public int inUse() {
    return inUse.intValue();
  }

  @Override
  public int idle() {
    return Math.max(0, open.intValue() - inUse());
  }

  @Override
  public int waiting() {
    return waiting.intValue();
  }

  /** What the client was built with, in the words of {@link Settings#inWords()}. */
  Map<String, String> inForce() {
    return Map.of(
        "backendConnections", Integer.toString(pool.getHttp1MaxSize()),
        "backendSeconds", Integer.toString(options.getConnectTimeout() / 1000));
  }
}
