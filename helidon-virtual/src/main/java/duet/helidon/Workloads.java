package duet.helidon;

import duet.service.Answer;
import duet.service.Message;
import duet.service.Metrics;
import duet.service.Problem;
import duet.service.Resolution;
import duet.service.Resource;
import duet.service.Restraint;
import duet.service.Routes;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.concurrency.limits.LimitAlgorithm;
import io.helidon.common.concurrency.limits.LimitAlgorithm.Outcome;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;

/**
 * Answers every request that is well-formed HTTP; runs on the connection's virtual thread and
 * simply blocks it.
 */
final class Workloads implements Handler {
  private static final Rendered ROOT = Rendered.of(Answer.ROOT);
  private static final Rendered PLAINTEXT = Rendered.of(Answer.PLAINTEXT);

  private static final Rendered OVERLOADED = Rendered.of(Problem.OVERLOADED.answer());

  private final Limit admission;
  private final Metrics metrics;
  private final Restraint restraint;
  private final Answers answers;
  private final Delays delays;
  private final Rows rows;
  private final Computing computing;
  private final Calls calls;
  private final Streaming streaming;
  private final Uploads uploads;
  private final Echo echo;
  private final StaticFiles files;
  private final Blocking blocking;

  Workloads(Services services, Answers answers) {
    this.admission = services.admission();
    this.metrics = services.operation().metrics();
    this.restraint = services.limits().restraint();
    this.answers = answers;
    this.delays = new Delays(answers);
    this.rows = new Rows(services, answers);
    this.computing = new Computing(services, answers);
    this.calls = new Calls(services, answers);
    this.streaming = new Streaming(services, answers);
    this.uploads = new Uploads(answers);
    this.echo = new Echo(uploads, answers);
    this.files = new StaticFiles(services, answers);
    this.blocking = new Blocking(services, answers);
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) throws Exception {
    var prologue = request.prologue();
    var exchange = Connection.begin(prologue.method().text());
    if (admission.tryAcquireOutcome(false) instanceof Outcome.Accepted admitted) {
      answer(request, response, prologue, exchange, admitted.token());
      Connection.keepsNothing();
      exchange.answered(response.status().code(), response.bytesWritten());
    } else {
      refuse(request, response);
      exchange.answered(response.status().code(), response.bytesWritten());
      int rest = restraint.refused();
      if (rest > 0 && Connection.stays() && Connection.keepsWhatFollows()) {
        Thread.sleep(rest);
      }
      Connection.keepsNothing();
    }
  }

  private void refuse(ServerRequest request, ServerResponse response) {
    metrics.notAdmitted();
    if (request.content().hasEntity()) {
      answers.sendAndClose(request, response, OVERLOADED); // its body is not worth reading
    } else {
      answers.send(request, response, OVERLOADED);
    }
  }

  private void answer(
      ServerRequest request,
      ServerResponse response,
      HttpPrologue prologue,
      Exchange exchange,
      LimitAlgorithm.Token place)
      throws IOException, InterruptedException {
    boolean answered = false;
    try {
      route(request, response, prologue, exchange);
      answered = true;
    } finally {
      if (answered) {
        place.success();
      } else {
        place.ignore(); // its client has gone, which says nothing of the server
      }
    }
  }

  private void route(
      ServerRequest request, ServerResponse response, HttpPrologue prologue, Exchange exchange)
      throws IOException, InterruptedException {
    String method = prologue.method().text();
    switch (Routes.resolve(method, prologue.uriPath().rawPath(), prologue.query().rawValue())) {
      case Resolution.Settled(Answer answer) -> {
        if (uploads.skip(request, response)) {
          answers.send(request, response, Rendered.of(answer));
        }
      }
      case Resolution.Found(Resource resource) -> {
        exchange.asksFor(resource);
        if (resource instanceof Resource.Echo || uploads.skip(request, response)) {
          serve(request, response, resource);
        }
      }
    }
  }

  private void serve(ServerRequest request, ServerResponse response, Resource resource)
      throws IOException, InterruptedException {
    switch (resource) {
      case Resource.Root() -> answers.send(request, response, ROOT);
      case Resource.Plaintext() -> answers.send(request, response, PLAINTEXT);
      case Resource.Json() ->
          answers.send(
              request, response, Rendered.of(Answer.json(new Message("Hello, World!").json())));
      case Resource.Db() -> rows.db(request, response);
      case Resource.Queries(int count) -> rows.queries(request, response, count);
      case Resource.Updates(int count) -> rows.updates(request, response, count);
      case Resource.Fortunes() -> rows.fortunes(request, response);
      case Resource.CachedQueries(int count) -> rows.cachedQueries(request, response, count);
      case Resource.Delay(int millis) -> delays.delay(request, response, millis);
      case Resource.Compute(int rounds) -> computing.compute(request, response, rounds);
      case Resource.Work work -> computing.work(request, response, work);
      case Resource.Fetch fetch -> calls.fetch(request, response, fetch);
      case Resource.Gather gather -> calls.gather(request, response, gather);
      case Resource.Stream(long bytes) -> streaming.stream(request, response, bytes);
      case Resource.Echo() -> echo.echo(request, response);
      case Resource.File(String name) -> files.serve(request, response, name);
      case Resource.Block block -> blocking.block(request, response, block);
    }
  }
}
