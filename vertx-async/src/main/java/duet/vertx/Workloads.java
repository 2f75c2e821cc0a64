package duet.vertx;

import duet.service.Answer;
import duet.service.Message;
import duet.service.Problem;
import duet.service.Resolution;
import duet.service.Resource;
import duet.service.Routes;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Answers every request that is well-formed HTTP; runs on an event loop and never blocks it. */
final class Workloads implements Handler<HttpServerRequest> {
  private static final Logger LOG = Logger.getLogger("duet.vertx");
  private static final Rendered ROOT = Rendered.of(Answer.ROOT);
  private static final Rendered PLAINTEXT = Rendered.of(Answer.PLAINTEXT);
  private static final Rendered OVERLOADED = Rendered.of(Problem.OVERLOADED.answer());
  private static final Rendered INTERNAL = Rendered.of(Problem.INTERNAL.answer());

  private final Answers answers;
  private final Connections connections;
  private final Delays delays;
  private final Rows rows;
  private final Computing computing;
  private final Calls calls;
  private final Streaming streaming;
  private final Uploads uploads;
  private final Echo echo;
  private final StaticFiles files;
  private final Blocking blocking;

  Workloads(Vertx vertx, Services services, Answers answers, Connections connections) {
    this.answers = answers;
    this.connections = connections;
    this.delays = new Delays(vertx, answers);
    this.rows = new Rows(services, answers);
    this.computing = new Computing(vertx, services, answers);
    this.calls = new Calls(vertx, services, answers);
    this.streaming = new Streaming(vertx, connections, answers);
    this.uploads = new Uploads(answers, connections);
    this.echo = new Echo(uploads, answers);
    this.files = new StaticFiles(vertx, services, connections, answers);
    this.blocking = new Blocking(vertx, services, answers);
  }

  @Override
  public void handle(HttpServerRequest request) {
    var exchange = connections.requested(request);
    if (exchange == null) {
      return;
    }
    if (connections.admits(request)) {
      attempt(request, () -> route(request, exchange));
    } else {
      refuse(request);
    }
  }

  private void refuse(HttpServerRequest request) {
    connections.leaveAlone(request.connection());
    if (Uploads.isAnnounced(request)) {
      answers.sendAndClose(request, OVERLOADED); // its body is not worth reading
    } else {
      answers.send(request, OVERLOADED);
    }
  }

  private void route(HttpServerRequest request, Exchange exchange) {
    switch (Routes.resolve(request.method().name(), path(request), request.query())) {
      case Resolution.Settled(Answer answer) ->
          uploads.skip(request, () -> answers.send(request, Rendered.of(answer)));
      case Resolution.Found(Resource resource) -> {
        exchange.asksFor(resource);
        if (resource instanceof Resource.Echo || !Uploads.isAnnounced(request)) {
          serve(request, resource);
        } else {
          uploads.skip(request, () -> attempt(request, () -> serve(request, resource)));
        }
      }
    }
  }

  private void attempt(HttpServerRequest request, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.log(Level.SEVERE, "a handler failed", e);
      if (!request.response().ended()) {
        answers.sendAndClose(request, INTERNAL);
      }
    }
  }

  private void serve(HttpServerRequest request, Resource resource) {
    switch (resource) {
      case Resource.Root() -> answers.send(request, ROOT);
      case Resource.Plaintext() -> answers.send(request, PLAINTEXT);
      case Resource.Json() ->
          answers.send(request, Rendered.of(Answer.json(new Message("Hello, World!").json())));
      case Resource.Db() -> rows.db(request);
      case Resource.Queries(int count) -> rows.queries(request, count);
      case Resource.Updates(int count) -> rows.updates(request, count);
      case Resource.Fortunes() -> rows.fortunes(request);
      case Resource.CachedQueries(int count) -> rows.cachedQueries(request, count);
      case Resource.Delay(int millis) -> delays.delay(request, millis);
      case Resource.Compute(int rounds) -> computing.compute(request, rounds);
      case Resource.Work work -> computing.work(request, work);
      case Resource.Fetch fetch -> calls.fetch(request, fetch);
      case Resource.Gather gather -> calls.gather(request, gather);
      case Resource.Stream(long bytes) -> streaming.stream(request, bytes);
      case Resource.Echo() -> echo.echo(request);
      case Resource.File(String name) -> files.serve(request, name);
      case Resource.Block block -> blocking.block(request, block);
    }
  }

  /**
   * The target's path; the target itself where it has none, as in {@code OPTIONS *}. Vert.x looks
   * for the path of an absolute-form in its query too.
   */
  static String path(HttpServerRequest request) {
    String target = request.uri();
    if (!target.startsWith("/")) {
      int authority = target.indexOf("://") + 3;
      int query = target.indexOf('?', authority);
      int path = target.indexOf('/', authority);
      if (query >= 0 && (path < 0 || path > query)) {
        return "/"; // RFC 9110 §4.2.3
      }
    }
    String path = request.path();
    return path == null ? target : path;
  }
}
