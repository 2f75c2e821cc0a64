package duet.vertx;

import duet.service.AdminRoutes;
import duet.service.Admission;
import duet.service.Answer;
import duet.service.Inquiry;
import duet.service.Limits;
import duet.service.Operation;
import duet.service.PaceLimits;
import duet.service.Problem;
import duet.service.Settings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The admin port. It has an event loop of its own, so that it answers while the others are busy,
 * and workers of its own for what takes longer. Deployed once.
 */
final class Admin extends VerticleBase {
  /** Whether the server is ready is told while others wait for what takes longer to find out. */
  private static final int WORKERS = 8;

  private static final Logger LOG = Logger.getLogger("duet.vertx");
  private static final Rendered INTERNAL = Rendered.of(Problem.INTERNAL.answer());

  private final Settings settings;
  private final AdminRoutes routes;
  private @Nullable HttpServer server;

  /**
   * @param settings of which those of a listener hold here too; they name an admin port
   */
  Admin(Settings settings, AdminRoutes routes) {
    this.settings = settings;
    this.routes = routes;
  }

  @Override
  public Future<?> start() {
    var options =
        ServerVerticle.options(settings)
            .setHost(settings.adminHost())
            .setPort(settings.adminPort().orElseThrow());
    var connections =
        new Connections(
            vertx,
            settings,
            options,
            Limits.ofAdmin(settings),
            new Admission.Fixed(Limits.ADMIN_CONNECTIONS),
            Operation.unobserved());
    vertx.setPeriodic(PaceLimits.LOOK.toMillis(), _ -> connections.tick());
    var answers = new Answers(connections);
    var uploads = new Uploads(answers, connections);
    var worker = vertx.createSharedWorkerExecutor("admin", WORKERS);
    server =
        vertx
            .createHttpServer(options)
            .connectionHandler(connections)
            .requestHandler(
                request -> {
                  if (connections.requested(request) != null) {
                    uploads.skip(request, () -> answer(request, answers, worker));
                  }
                })
            .invalidRequestHandler(new Refusals(answers, connections));
    return server.listen();
  }

  private void answer(HttpServerRequest request, Answers answers, WorkerExecutor worker) {
    switch (routes.resolve(request.method().name(), Workloads.path(request))) {
      case Inquiry.Prompt(Answer answer) -> answers.send(request, Rendered.of(answer));
      case Inquiry.Slow(Supplier<Answer> answer) ->
          worker
              .executeBlocking(answer::get, false) // nobody waits for another's
              .onSuccess(made -> answers.send(request, Rendered.of(made)))
              .onFailure(
                  failure -> {
                    LOG.log(Level.SEVERE, "the admin port failed", failure);
                    answers.sendAndClose(request, INTERNAL);
                  });
    }
  }

  /** The port taken. */
  int port() {
    if (server == null) {
      throw new IllegalStateException("the verticle has not been deployed");
    }
    return server.actualPort();
  }
}
