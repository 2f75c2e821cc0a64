package duet.helidon;

import duet.service.Server;
import duet.service.Settings;
import duet.service.Upstreams;
import io.helidon.common.socket.SocketOptions;
import io.helidon.http.HttpLogConfig;
import io.helidon.webserver.ErrorHandling;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Map;

/** One virtual thread for each connection, on one carrier for each processor. */
final class VirtualThreadServer implements Server {
  /**
   * How often Helidon looks for idle connections: a connection may live this much longer than its
   * time-out.
   */
  private static final Duration IDLE_CHECK = Duration.ofSeconds(1);

  private final WebServer server;
  private final Answers answers;
  private final Services services;

  private VirtualThreadServer(WebServer server, Answers answers, Services services) {
    this.server = server;
    this.answers = answers;
    this.services = services;
  }

  /**
   * Returns once connections are taken.
   *
   * @throws Exception if the address cannot be had
   */
  static VirtualThreadServer start(Settings settings, Upstreams upstreams) throws Exception {
    tryAddress(settings);
    var live = new LiveSocket(SocketOptions.builder().tcpNoDelay(settings.tcpNoDelay()).build());
    var services =
        new Services(
            settings, upstreams, live, new Backend(settings, upstreams), new Processors(settings));
    var answers = new Answers();
    var server =
        WebServer.builder()
            .host(settings.host())
            .port(settings.port())
            .backlog(settings.backlog())
            // A socket of streams has one buffer for each connection, a channel two
            // (docs/decisions/0004).
            .useNio(false)
            .connectionOptions(live)
            .idleConnectionTimeout(settings.idleTimeout())
            .idleConnectionPeriod(IDLE_CHECK)
            .maxPayloadSize(settings.maxBodyBytes())
            .shutdownGracePeriod(settings.drainTime())
            .shutdownHook(false)
            .featuresDiscoverServices(false)
            .protocolsDiscoverServices(false)
            .addConnectionSelector(new Connections(http1(settings), settings))
            .directHandlers(Refusals.handlers(answers))
            .errorHandling(ErrorHandling.builder().includeEntity(true).build())
            .routing(routing(new Workloads(services, answers)))
            .build();
    server.start();
    if (!server.isRunning()) {
      throw new IOException("Helidon did not start; its log says why");
    }
    return new VirtualThreadServer(server, answers, services);
  }

  /**
   * Helidon logs a failed bind and returns as if nothing were wrong, so the address is tried first.
   */
  private static void tryAddress(Settings settings) throws IOException {
    try (var socket = ServerSocketChannel.open()) {
      socket.bind(new InetSocketAddress(settings.host(), settings.port()), settings.backlog());
    }
  }

  /**
   * The contract's table is the router: Helidon's own hands it every request, whatever its method
   * and path.
   */
  static HttpRouting.Builder routing(Workloads workloads) {
    return HttpRouting.builder().any(workloads);
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
      words.putAll(services.backend().inForce());
      return words;
    } catch (IOException e) {
      throw new IllegalStateException("the server does not answer on its own port " + port(), e);
    }
  }

  @Override
  public void stop() {
    answers.closeFromNowOn();
    server.stop();
    services.backend().close();
  }
}
