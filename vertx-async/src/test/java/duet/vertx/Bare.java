package duet.vertx;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import java.util.stream.Stream;

/**
 * Vert.x with one fixed handler and nothing of this project: what bin/cost compares the server
 * with.
 */
public final class Bare extends VerticleBase {
  private static final Buffer OK = Buffer.buffer("ok");

  private final int port;

  private Bare(int port) {
    this.port = port;
  }

  @Override
  public Future<?> start() {
    return vertx
        .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port))
        .requestHandler(request -> request.response().end(OK))
        .listen();
  }

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    int loops = Runtime.getRuntime().availableProcessors();
    var vertx =
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(loops));
    Future.all(
            Stream.generate(() -> new Bare(port)).limit(loops).map(vertx::deployVerticle).toList())
        .toCompletionStage()
        .toCompletableFuture()
        .get();
    System.out.println("bare Vert.x listens on port " + port);
  }
}
