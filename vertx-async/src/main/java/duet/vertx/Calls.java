package duet.vertx;

import duet.service.Answer;
import duet.service.BackendCall;
import duet.service.Places;
import duet.service.Problem;
import duet.service.Resource;
import duet.service.Settings;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * {@code /fetch} and {@code /gather}: futures of calls, and one more that the first of these
 * completes: all answers, a failure, the deadline, the client's leaving. Then whatever is still
 * under way is cancelled.
 */
final class Calls {
  private static final Rendered NO_BACKEND = Rendered.of(Problem.NO_BACKEND.answer());
  private static final Rendered TOO_MANY = Rendered.of(Problem.TOO_MANY_CALLS.answer());
  private static final Rendered FAILED = Rendered.of(Problem.BACKEND_FAILED.answer());
  private static final Rendered LATE = Rendered.of(Problem.BACKEND_LATE.answer());

  private final Vertx vertx;
  private final Settings settings;
  private final Places places;
  private final Backend backend;
  private final Answers answers;

  Calls(Vertx vertx, Services services, Answers answers) {
    this.vertx = vertx;
    this.settings = services.settings();
    this.places = services.limits().calls();
    this.backend = services.backend();
    this.answers = answers;
  }

  void fetch(HttpServerRequest request, Resource.Fetch fetch) {
    ask(
        request,
        1,
        fetch.millis(),
        BackendCall.time(fetch, settings),
        Call::answer,
        contents -> BackendCall.passedOn(contents.getFirst()));
  }

  void gather(HttpServerRequest request, Resource.Gather gather) {
    ask(
        request,
        gather.calls(),
        gather.millis(),
        BackendCall.time(gather, settings),
        Calls::number,
        BackendCall::array);
  }

  private void ask(
      HttpServerRequest request,
      int count,
      int millis,
      Duration time,
      Function<Call, Future<byte[]>> result,
      Function<List<byte[]>, Answer> whole) {
    URI address = backend.address().orElse(null);
    if (address == null) {
      answers.send(request, NO_BACKEND);
      return;
    }
    if (!places.enter(count)) {
      answers.send(request, TOO_MANY);
      return;
    }
    Promise<Rendered> outcome = Promise.promise();
    long deadline = vertx.setTimer(time.toMillis(), _ -> outcome.tryComplete(LATE));
    request.response().closeHandler(_ -> outcome.tryFail("the client has gone"));
    List<Call> calls =
        Stream.generate(() -> backend.call(address, millis, time)).limit(count).toList();
    Future.all(calls.stream().map(result).toList())
        .onSuccess(all -> outcome.tryComplete(Rendered.of(whole.apply(all.list()))))
        .onFailure(_ -> outcome.tryComplete(FAILED));
    outcome
        .future()
        .onComplete(
            settled -> {
              vertx.cancelTimer(deadline);
              calls.forEach(call -> call.cancel(places::leave));
              if (calls.stream().anyMatch(Call::isConnecting)) {
                long later = time.plus(Call.LATER.multipliedBy(2)).toMillis();
                vertx.setTimer(later, _ -> calls.forEach(Call::forget));
              }
              if (settled.succeeded()) {
                answers.send(request, settled.result());
              }
            });
  }

  private static Future<byte[]> number(Call call) {
    return call.answer()
        .compose(
            content ->
                BackendCall.isNumber(content)
                    ? Future.succeededFuture(content)
                    : Future.failedFuture("no number"));
  }
}
