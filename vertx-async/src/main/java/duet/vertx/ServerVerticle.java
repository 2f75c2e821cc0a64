package duet.vertx;

import duet.service.PaceLimits;
import duet.service.Settings;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.internal.ContextInternal;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What runs on one event loop. Deployed once. */
final class ServerVerticle extends VerticleBase {
  private final Services services;
  private volatile boolean stopping;
  private @Nullable HttpServer server;
  private @Nullable Connections connections;
  private @Nullable Answers answers;

  ServerVerticle(Services services) {
    this.services = services;
  }

  @Override
  public Future<?> start() {
    var settings = services.settings();
    var options = options(settings);
    var taken =
        new Connections(
            vertx,
            settings,
            options,
            services.limits(),
            services.admission(),
            services.operation());
    vertx.setPeriodic(PaceLimits.LOOK.toMillis(), _ -> taken.tick());
    var sender = new Answers(taken);
    connections = taken;
    answers = sender;
    server =
        vertx
            .createHttpServer(options)
            .connectionHandler(
                connection -> {
                  taken.handle(connection);
                  services.live().observe(connection);
                })
            .requestHandler(new Workloads(vertx, services, sender, taken))
            .invalidRequestHandler(new Refusals(sender, taken));
    return server.listen().onSuccess(_ -> endWithTheLoop());
  }

  private void endWithTheLoop() {
    if (context instanceof ContextInternal internal) {
      Collapse.ifEnds(internal.nettyEventLoop(), () -> stopping);
    }
  }

  @Override
  public Future<?> stop() {
    stopping = true;
    return Future.succeededFuture();
  }

  /** The port taken; the same for all verticles of a server. */
  int port() {
    return listening().actualPort();
  }

  /** From now on answers say that they are their connections' last ones. */
  Future<Void> announceTheEnd() {
    Answers sender = Objects.requireNonNull(answers, "deployed");
    Connections taken = Objects.requireNonNull(connections, "deployed");
    return onLoop(
        () -> {
          sender.closeFromNowOn();
          taken.drain();
        });
  }

  /** Takes no further connection, nor do the others who take them of the same listener. */
  Future<Void> stopListening() {
    return Objects.requireNonNull(connections, "deployed").stopListening();
  }

  /**
   * Once nothing listens: completes when the requests under way have ended or the drain time has.
   * What was accepted last may still wait for its loop. Vert.x 5.0.12 waits for the connections
   * that it knows when it is told, and closes one that it gets to know later, its request
   * unanswered.
   */
  Future<Void> drain() {
    long drainMillis = services.settings().drainTime().toMillis();
    return onLoop(() -> {}).compose(_ -> listening().shutdown(drainMillis, TimeUnit.MILLISECONDS));
  }

  /** Runs it behind all that the loop has been given until now. */
  Future<Void> onLoop(Runnable task) {
    Promise<Void> done = Promise.promise();
    context.runOnContext(
        _ -> {
          task.run();
          done.complete();
        });
    return done.future();
  }

  private HttpServer listening() {
    if (server == null) {
      throw new IllegalStateException("the verticle has not been deployed");
    }
    return server;
  }

  /** What a listener of this server is built with; its address may be another. */
  static HttpServerOptions options(Settings settings) {
    var options = new HttpServerOptions();
    options
        .setHost(settings.host())
        // To Vert.x 0 is a free port for each verticle, -1 one free port for them all.
        .setPort(settings.port() == 0 ? -1 : settings.port())
        .setAcceptBacklog(settings.backlog())
        .setTcpNoDelay(settings.tcpNoDelay())
        .setMaxInitialLineLength(settings.maxRequestLineBytes())
        .setMaxHeaderSize(settings.maxHeaderBytes())
        // No WebSocket and no HTTP/2 here: without them a request passes fewer handlers.
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false)
        .setHttp2ClearTextEnabled(false);
    if (settings.sendBufferBytes() > 0) {
      options.setSendBufferSize(settings.sendBufferBytes());
    }
    return options;
  }
}
