package duet.vertx;

import duet.service.Server;
import duet.service.Settings;
import duet.service.Upstreams;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One event loop for each processor, each with a verticle that serves its own connections. */
final class EventLoopServer implements Server {
  private final Vertx vertx;
  private final List<ServerVerticle> verticles;
  private final Services services;

  private EventLoopServer(Vertx vertx, List<ServerVerticle> verticles, Services services) {
    this.vertx = vertx;
    this.verticles = verticles;
    this.services = services;
  }

  /**
   * Returns once connections are taken.
   *
   * @throws Exception if the address cannot be had
   */
  static EventLoopServer start(Settings settings, Upstreams upstreams) throws Exception {
    int loops = Runtime.getRuntime().availableProcessors();
    var vertx =
        Vertx.vertx(
            new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(loops)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    var services =
        new Services(
            settings,
            upstreams,
            new LiveSocket(),
            new Backend(vertx, settings, upstreams),
            new Processors(vertx, settings));
    var verticles = Stream.generate(() -> new ServerVerticle(services)).limit(loops).toList();
    try {
      // The first one takes the port; if that fails, there is nothing to undo in the others.
      await(
          vertx
              .deployVerticle(verticles.getFirst())
              .compose(
                  _ -> Future.all(verticles.stream().skip(1).map(vertx::deployVerticle).toList())));
    } catch (ExecutionException e) {
      await(vertx.close());
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
    return new EventLoopServer(vertx, verticles, services);
  }

  @Override
  public int port() {
    return verticles.getFirst().port();
  }

  @Override
  public String tuning() {
    return "event loops="
        + verticles.size()
        + " transport="
        + (vertx.isNativeTransportEnabled()
            ? "epoll"
            : "NIO, since there is no native transport here");
  }

  @Override
  public Map<String, String> inForce() {
    try {
      var words = services.live().inForce(services.settings(), port());
      words.putAll(services.backend().inForce());
      return words;
    } catch (IOException e) {
      throw new IllegalStateException("the server does not answer on its own port " + port(), e);
    }
  }

  @Override
  public void stop() {
    try {
      await(Future.join(verticles.stream().map(ServerVerticle::drain).toList()));
      await(vertx.close());
    } catch (Exception e) {
      throw new IllegalStateException("the server did not stop in order", e);
    }
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
