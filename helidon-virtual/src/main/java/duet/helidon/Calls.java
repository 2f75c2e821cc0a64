package duet.helidon;

import duet.service.Answer;
import duet.service.BackendCall;
import duet.service.Places;
import duet.service.Problem;
import duet.service.Resource;
import duet.service.Settings;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * {@code /fetch} and {@code /gather}: a virtual thread for each call, and the connection's own that
 * takes their results as they come, until the first failure, the deadline or the client's leaving.
 * Then whatever is still under way is interrupted.
 */
final class Calls {
  private static final Rendered NO_BACKEND = Rendered.of(Problem.NO_BACKEND.answer());
  private static final Rendered TOO_MANY = Rendered.of(Problem.TOO_MANY_CALLS.answer());
  private static final Rendered FAILED = Rendered.of(Problem.BACKEND_FAILED.answer());
  private static final Rendered LATE = Rendered.of(Problem.BACKEND_LATE.answer());
  private static final ThreadFactory THREADS =
      Thread.ofVirtual().inheritInheritableThreadLocals(false).factory();

  private final Settings settings;
  private final Places places;
  private final Backend backend;
  private final Answers answers;

  Calls(Services services, Answers answers) {
    this.settings = services.settings();
    this.places = services.limits().calls();
    this.backend = services.backend();
    this.answers = answers;
  }

  void fetch(ServerRequest request, ServerResponse response, Resource.Fetch fetch)
      throws InterruptedException {
    ask(
        request,
        response,
        1,
        BackendCall.time(fetch, settings),
        address -> () -> backend.call(address, fetch.millis()),
        contents -> BackendCall.passedOn(contents.getFirst()));
  }

  void gather(ServerRequest request, ServerResponse response, Resource.Gather gather)
      throws InterruptedException {
    ask(
        request,
        response,
        gather.calls(),
        BackendCall.time(gather, settings),
        address -> () -> number(address, gather.millis()),
        BackendCall::array);
  }

  private void ask(
      ServerRequest request,
      ServerResponse response,
      int count,
      Duration time,
      Function<URI, Callable<byte[]>> call,
      Function<List<byte[]>, Answer> whole)
      throws InterruptedException {
    long deadlineNanos = System.nanoTime() + time.toNanos();
    URI address = backend.address().orElse(null);
    if (address == null) {
      answers.send(request, response, NO_BACKEND);
      return;
    }
    if (!places.enter(count)) {
      answers.send(request, response, TOO_MANY);
      return;
    }
    Rendered outcome;
    try {
      outcome =
          Connection.whileTheClientStays(
              () -> outcome(count, call.apply(address), deadlineNanos, whole));
    } finally {
      places.leave(count);
    }
    answers.send(request, response, outcome);
  }

  private static Rendered outcome(
      int count, Callable<byte[]> call, long deadlineNanos, Function<List<byte[]>, Answer> whole)
      throws InterruptedException {
    ExecutorService executor = Executors.newThreadPerTaskExecutor(THREADS);
    try {
      var ended = new ExecutorCompletionService<byte[]>(executor);
      List<Future<byte[]>> calls = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        calls.add(ended.submit(call));
      }
      for (int i = 0; i < count; i++) {
        Future<byte[]> next = ended.poll(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (next == null) {
          return LATE;
        }
        next.get();
      }
      return Rendered.of(whole.apply(calls.stream().map(Future::resultNow).toList()));
    } catch (ExecutionException _) {
      return FAILED;
    } finally {
      executor.shutdownNow();
    }
  }

  private byte[] number(URI address, int millis) throws CallException, InterruptedException {
    byte[] content = backend.call(address, millis);
    if (!BackendCall.isNumber(content)) {
      throw new CallException(new IllegalStateException("no number"), true);
    }
    return content;
  }
}
