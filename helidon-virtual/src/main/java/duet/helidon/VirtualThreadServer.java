package duet.helidon;

import duet.service.AdminRoutes;
import duet.service.Limits;
import duet.service.Operation;
import duet.service.Server;
import duet.service.Settings;
import duet.service.Upstreams;
import io.helidon.http.HttpLogConfig;
import io.helidon.webserver.ErrorHandling;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** One virtual thread for each connection, on one carrier for each processor. */
final class VirtualThreadServer implements Server {
  private static final Duration NEVER = Duration.ofDays(365);

  private final WebServer server;
  private final CutOffs cutOffs;
  private final Collapse collapse;
  private final Answers answers;
  private final Services services;
  private final @Nullable Admin admin;

  private VirtualThreadServer(
      WebServer server, CutOffs cutOffs, Answers answers, Services services) {
    this.server = server;
    this.cutOffs = cutOffs;
    this.answers = answers;
    this.services = services;
    this.collapse =
        Collapse.ifListenerEnds(services.settings().host(), server.port(), this::isDraining);
    this.admin =
        services.settings().adminPort().isEmpty()
            ? null
            : new Admin(
                services.settings(),
                new AdminRoutes("helidon-virtual", services.settings(), this, services.operation()),
                this::isDraining);
  }

  private boolean isDraining() {
    return services.operation().readiness().isDraining();
  }

  /**
   * Returns once connections are taken.
   *
   * @throws Exception if the address cannot be had
   */
  static VirtualThreadServer start(Settings settings, Upstreams upstreams) throws Exception {
    var live = LiveSocket.of(settings);
    var services =
        new Services(
            settings,
            upstreams,
            live,
            new Database(settings, upstreams),
            new Backend(settings, upstreams),
            new Processors(settings),
            Limits.of(settings),
            Admissions.of(settings),
            Operation.of(settings));
    services.show();
    var answers = new Answers();
    var cutOffs = new CutOffs(services.operation().metrics());
    var server =
        listener(settings, live, answers, services.limits(), services.operation(), cutOffs)
            .routing(routing(new Workloads(services, answers)))
            .build();
    try {
      start(server);
      cutOffs.start();
      var started = new VirtualThreadServer(server, cutOffs, answers, services);
      started.openAdmin();
      return started;
    } catch (IOException e) {
      services.database().close();
      throw e;
    }
  }

  private void openAdmin() throws IOException {
    if (admin != null) {
      try {
        admin.start();
      } catch (IOException e) {
        server.stop();
        collapse.close();
        cutOffs.close();
        throw e;
      }
    }
  }

  /** What a listener of this server is built with, but for what it answers. */
  static WebServerConfig.Builder listener(
      Settings settings,
      LiveSocket live,
      Answers answers,
      Limits limits,
      Operation operation,
      CutOffs cutOffs) {
    return WebServer.builder()
        .host(settings.host())
        .port(settings.port())
        .backlog(settings.backlog())
        // A socket of streams has one buffer for each connection, a channel two
        // (docs/decisions/0004).
        .useNio(false)
        .connectionOptions(live)
        // It is not what refuses one too many: it keeps Helidon from accepting more than there are
        // descriptors for, since it would stop listening (docs/decisions/0018).
        .maxTcpConnections(limits.connections().most() + limits.refused().most())
        .idleConnectionTimeout(settings.idleTimeout())
        .idleConnectionPeriod(NEVER) // CutOffs looks
        .maxPayloadSize(settings.maxBodyBytes())
        .shutdownGracePeriod(settings.drainTime())
        .shutdownHook(false)
        .featuresDiscoverServices(false)
        .protocolsDiscoverServices(false)
        .addConnectionSelector(
            new Connections(http1(settings), settings, limits, operation, cutOffs))
        .directHandlers(Refusals.handlers(answers))
        .errorHandling(ErrorHandling.builder().includeEntity(true).build());
  }

  /**
   * Returns once connections are taken. Helidon logs a failed bind and returns as if nothing were
   * wrong.
   *
   * @throws IOException if the address cannot be had
   */
  static void start(WebServer server) throws IOException {
    server.start();
    if (!server.isRunning()) {
      throw new IOException("Helidon did not start; its log says why");
    }
  }

  /**
   * The contract's table is the router: Helidon's own hands it every request, whatever its method
   * and path.
   */
  static HttpRouting.Builder routing(Handler handler) {
    return HttpRouting.builder().any(handler);
  }

  private static Http1ConnectionSelector http1(Settings settings) {
    return Http1ConnectionSelector.builder()
        .config(
            Http1Config.builder()
                // The longest line that is refused, and room for what Http10 adds.
                .maxPrologueLength(settings.maxRequestLineBytes() + 1)
                .maxHeadersSize(settings.maxHeaderBytes() + Http10.ADDED_BYTES)
                // RequestLine has the rules for both servers.
                .validatePath(false)
                .validatePrologue(false)
                .addReceiveListener(new HeaderCheck())
                .log(HttpLogConfig.builder().sendLog(false).receiveLog(false).build())
                .build())
        .build();
  }

  @Override
  public int port() {
    return server.port();
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
    return "virtual thread per connection, carriers="
        + Integer.getInteger(
            "jdk.virtualThreadScheduler.parallelism", Runtime.getRuntime().availableProcessors());
  }

  @Override
  public Map<String, String> inForce() {
    try {
      var words = services.live().inForce(server.prototype(), services.settings(), port());
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
    answers.closeFromNowOn();
    server.stop();
    collapse.close();
    cutOffs.close();
    if (admin != null) {
      admin.stop();
    }
    services.database().close();
    services.backend().close();
    services.processors().close();
    services.operation().close();
  }
}
