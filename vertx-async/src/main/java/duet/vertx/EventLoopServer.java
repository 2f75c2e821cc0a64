package duet.vertx;

import duet.service.AdminRoutes;
import duet.service.Admission;
import duet.service.Limits;
import duet.service.Operation;
import duet.service.Server;
import duet.service.Settings;
import duet.service.Upstreams;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One event loop for each processor, each with a verticle that serves its own connections. */
final class EventLoopServer implements Server {
  /** For what Vert.x does in a moment, if it does it at all. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * It logs each client that resets its connection within a file, and no more than that: an event
   * loop would wait for whoever reads the log.
   */
  private static final Logger SENDFILE = Logger.getLogger("io.vertx.core.net.impl.VertxConnection");

  private static final Logger UNHEARD = Logger.getLogger("duet.vertx.unheard");

  private final Vertx vertx;
  private final List<ServerVerticle> verticles;
  private final Services services;
  private final @Nullable Admin admin;

  private EventLoopServer(Vertx vertx, List<ServerVerticle> verticles, Services services) {
    this.vertx = vertx;
    this.verticles = verticles;
    this.services = services;
    this.admin =
        services.settings().adminPort().isEmpty()
            ? null
            : new Admin(
                services.settings(),
                new AdminRoutes("vertx-async", services.settings(), this, services.operation()));
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
                // One more loop is the admin port's.
                .setEventLoopPoolSize(loops + 1)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    SENDFILE.setLevel(Level.OFF);
    haveAllClassesOfTheLog();
    var services =
        new Services(
            settings,
            upstreams,
            new LiveSocket(),
            new Database(vertx, settings, upstreams),
            new Backend(vertx, settings, upstreams),
            new Processors(vertx, settings),
            Limits.of(settings),
            Admission.of(settings),
            Operation.of(settings));
    services.show();
    var verticles = Stream.generate(() -> new ServerVerticle(services)).limit(loops).toList();
    var server = new EventLoopServer(vertx, verticles, services);
    try {
      // The first one takes the port; if that fails, there is nothing to undo in the others.
      await(
          vertx
              .deployVerticle(verticles.getFirst())
              .compose(
                  _ -> Future.all(verticles.stream().skip(1).map(vertx::deployVerticle).toList())));
      server.openAdmin();
    } catch (ExecutionException e) {
      services.database().close();
      await(vertx.close());
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
    return server;
  }

  /** Netty's own: when it must say something there may be no descriptor to load them with. */
  private static void haveAllClassesOfTheLog() {
    UNHEARD.setUseParentHandlers(false);
    InternalLogger netty = InternalLoggerFactory.getInstance(UNHEARD.getName());
    netty.warn("this is not heard", new IOException("nothing is wrong"));
    netty.warn("this is not heard: {} {}", "nothing", new IOException("nothing is wrong"));
  }

  private void openAdmin() throws Exception {
    if (admin != null) {
      await(vertx.deployVerticle(admin));
    }
  }

  @Override
  public int port() {
    return verticles.getFirst().port();
  }

  /** One for each event loop. */
  List<ServerVerticle> verticles() {
    return verticles;
  }

  Database database() {
    return services.database();
  }

  @Override
  public OptionalInt adminPort() {
    return admin == null ? OptionalInt.empty() : OptionalInt.of(admin.port());
  }

  /** What lets a person see how it is doing. */
  Operation operation() {
    return services.operation();
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
      words.putAll(services.database().inForce());
      words.putAll(services.backend().inForce());
      words.putAll(services.limits().inForce());
      return words;
    } catch (IOException e) {
      throw new IllegalStateException("the server does not answer on its own port " + port(), e);
    }
  }

  @Override
  public void announceStop() {
    services.operation().readiness().drain();
  }

  @Override
  public void stop() {
    announceStop();
    try {
      await(Future.all(verticles.stream().map(ServerVerticle::announceTheEnd).toList()));
      await(Future.all(verticles.stream().map(ServerVerticle::stopListening).toList()));
      Future<?> drained = Future.join(verticles.stream().map(ServerVerticle::drain).toList());
      await(drained, services.settings().drainTime().plus(PATIENCE));
      services.database().close();
      await(vertx.close());
    } catch (Exception e) {
      throw new IllegalStateException("the server did not stop in order", e);
    } finally {
      services.operation().close();
    }
  }

  private static <T> T await(Future<T> future) throws Exception {
    return await(future, PATIENCE);
  }

  private static <T> T await(Future<T> future, Duration patience) throws Exception {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .get(patience.toMillis(), TimeUnit.MILLISECONDS);
  }
}
