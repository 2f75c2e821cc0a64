package duet.vertx;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Vert.x that sends the bytes of four of the contract's routes and has nothing else of this
 * project: what bin/cost compares the server with.
 */
public final class Bare extends VerticleBase {
  private static final CharSequence CONNECTION = HttpHeaders.createOptimized("Connection");
  private static final CharSequence CONTENT_LENGTH = HttpHeaders.createOptimized("Content-Length");
  private static final CharSequence CONTENT_TYPE = HttpHeaders.createOptimized("Content-Type");
  private static final CharSequence DATE = HttpHeaders.createOptimized("Date");
  private static final CharSequence SERVER = HttpHeaders.createOptimized("Server");
  private static final CharSequence KEEP_ALIVE = HttpHeaders.createOptimized("keep-alive");
  private static final CharSequence TEXT = HttpHeaders.createOptimized("text/plain");
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final CharSequence NAME = HttpHeaders.createOptimized("vertx-async");
  private static final Buffer OK = Buffer.buffer("ok");
  private static final Buffer HELLO = Buffer.buffer("Hello, World!");

  private final int port;
  private final @Nullable Pool pool;
  private CharSequence date = now();

  /**
   * @param pool null where {@code /db} is not asked for
   */
  private Bare(int port, @Nullable Pool pool) {
    this.port = port;
    this.pool = pool;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(1000, _ -> date = now());
    return vertx
        .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port))
        .requestHandler(this::answer)
        .listen();
  }

  private void answer(HttpServerRequest request) {
    switch (request.uri()) {
      case "/plaintext" -> send(request, TEXT, HELLO, true);
      case "/json" -> send(request, JSON, Buffer.buffer("{\"message\":\"" + hello() + "\"}"), true);
      case "/db" -> row(request, Objects.requireNonNull(pool));
      default -> send(request, TEXT, OK, false);
    }
  }

  private void send(
      HttpServerRequest request, CharSequence contentType, Buffer body, boolean named) {
    MultiMap fields = request.response().headers();
    fields.add(CONNECTION, KEEP_ALIVE);
    fields.add(CONTENT_LENGTH, Integer.toString(body.length()));
    fields.add(CONTENT_TYPE, contentType);
    fields.add(DATE, date);
    if (named) {
      fields.add(SERVER, NAME);
    }
    var _ = request.response().end(body);
  }

  private void row(HttpServerRequest request, Pool database) {
    database
        .preparedQuery("SELECT id, randomnumber FROM world WHERE id = $1")
        .execute(Tuple.of(1 + ThreadLocalRandom.current().nextInt(10_000)))
        .onSuccess(
            found -> {
              Row row = found.iterator().next();
              send(
                  request,
                  JSON,
                  Buffer.buffer(
                      "{\"id\":"
                          + row.getInteger(0)
                          + ",\"randomNumber\":"
                          + row.getInteger(1)
                          + "}"),
                  true);
            })
        .onFailure(_ -> request.response().setStatusCode(503).end());
  }

  /** The server's own driver and pool; the address has no password. */
  private static Pool pool(Vertx vertx, URI address) {
    return PgBuilder.pool()
        .with(new PoolOptions().setMaxSize(16))
        .connectingTo(
            new PgConnectOptions()
                .setHost(address.getHost())
                .setPort(address.getPort())
                .setDatabase(address.getPath().substring(1))
                .setUser(address.getUserInfo())
                .setPipeliningLimit(1)
                .setCachePreparedStatements(true))
        .using(vertx)
        .build();
  }

  /** No constant to the compiler: the object is serialised anew each time. */
  private static String hello() {
    return "Hello, World!";
  }

  private static CharSequence now() {
    return HttpHeaders.createOptimized(
        DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
  }

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    int loops = Runtime.getRuntime().availableProcessors();
    var vertx =
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(loops));
    Pool pool = arguments.length < 2 ? null : pool(vertx, URI.create(arguments[1]));
    Future.all(
            Stream.generate(() -> new Bare(port, pool))
                .limit(loops)
                .map(vertx::deployVerticle)
                .toList())
        .toCompletionStage()
        .toCompletableFuture()
        .get();
    System.out.println("bare Vert.x listens on port " + port);
  }
}
