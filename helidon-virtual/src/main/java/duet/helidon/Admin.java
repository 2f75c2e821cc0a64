package duet.helidon;

import duet.service.AdminRoutes;
import duet.service.Answer;
import duet.service.Inquiry;
import duet.service.Limits;
import duet.service.Operation;
import duet.service.Settings;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The admin port. It is a server of its own, so that it still answers while the other one drains;
 * what takes milliseconds blocks the connection's virtual thread.
 */
final class Admin implements Handler {
  private static final Duration DRAIN_TIME = Duration.ofSeconds(1);

  private final AdminRoutes routes;
  private final String host;
  private final BooleanSupplier draining;
  private final Answers answers = new Answers();
  private final Uploads uploads = new Uploads(answers);
  private final CutOffs cutOffs;
  private final WebServer server;
  private @Nullable Collapse collapse;

  /**
   * @param settings of which those of a listener hold here too; they name an admin port
   * @param draining whether the server is: it goes on then, whatever becomes of this port
   */
  Admin(Settings settings, AdminRoutes routes, BooleanSupplier draining) {
    this.routes = routes;
    this.host = settings.adminHost();
    this.draining = draining;
    var operation = Operation.unobserved();
    this.cutOffs = new CutOffs(operation.metrics());
    this.server =
        VirtualThreadServer.listener(
                settings,
                LiveSocket.of(settings),
                answers,
                Limits.ofAdmin(settings),
                operation,
                cutOffs)
            .host(host)
            .port(settings.adminPort().orElseThrow())
            .shutdownGracePeriod(DRAIN_TIME)
            .routing(VirtualThreadServer.routing(this))
            .build();
  }

  /**
   * Returns once connections are taken.
   *
   * @throws IOException if the address cannot be had
   */
  void start() throws IOException {
    VirtualThreadServer.start(server);
    collapse = Collapse.ifListenerEnds(host, server.port(), draining);
    cutOffs.start();
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) throws IOException {
    if (uploads.skip(request, response)) {
      answer(request, response);
    }
  }

  private void answer(ServerRequest request, ServerResponse response) {
    var prologue = request.prologue();
    switch (routes.resolve(prologue.method().text(), prologue.uriPath().rawPath())) {
      case Inquiry.Prompt(Answer answer) -> answers.send(request, response, Rendered.of(answer));
      case Inquiry.Slow(Supplier<Answer> answer) ->
          answers.send(request, response, Rendered.of(answer.get()));
    }
  }

  /** The port taken. */
  int port() {
    return server.port();
  }

  void stop() {
    if (collapse != null) {
      collapse.close();
    }
    server.stop();
    cutOffs.close();
  }
}
