package duet.vertx;

import duet.service.BackendCall;
import duet.service.Settings;
import duet.service.Upstreams;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The service that {@code /fetch} and {@code /gather} call: one pool of kept connections for all
 * event loops. Safe for use on several of them.
 */
final class Backend {
  private final Upstreams upstreams;
  private final HttpClientOptions options;
  private final PoolOptions pool;
  private final HttpClient kept;
  private final HttpClient fresh;

  /** The connections that have brought an answer: those the backend may have closed meanwhile. */
  private final Set<HttpConnection> used = ConcurrentHashMap.newKeySet();

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
        vertx
            .httpClientBuilder()
            .with(options)
            .with(pool)
            .withConnectHandler(opened -> opened.closeHandler(_ -> used.remove(opened)))
            .build();
    this.fresh =
        vertx
            .httpClientBuilder()
            .with(new HttpClientOptions(options).setKeepAlive(false))
            .with(pool)
            .build();
  }

  /** Where it listens; empty until that is known. */
  Optional<URI> address() {
    return upstreams.backend();
  }

  /** Starts a call. */
  Call call(URI address, int millis) {
    return new Call(kept, fresh, used, address, BackendCall.path(millis));
  }

  /** What the client was built with, in the words of {@link Settings#inWords()}. */
  Map<String, String> inForce() {
    return Map.of(
        "backendConnections", Integer.toString(pool.getHttp1MaxSize()),
        "backendSeconds", Integer.toString(options.getConnectTimeout() / 1000));
  }
}
