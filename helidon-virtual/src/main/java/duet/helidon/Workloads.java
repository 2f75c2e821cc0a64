package duet.helidon;

import duet.service.Answer;
import duet.service.Message;
import duet.service.Problem;
import duet.service.Resolution;
import duet.service.Resource;
import duet.service.Routes;
import duet.service.Settings;
import io.helidon.http.HeaderNames;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Answers every request that is well-formed HTTP; runs on the connection's virtual thread and
 * simply blocks it.
 */
final class Workloads implements Handler {
  private static final Rendered ROOT = Rendered.of(Answer.ROOT);
  private static final Rendered PLAINTEXT = Rendered.of(Answer.PLAINTEXT);
  private static final Rendered MALFORMED = Rendered.of(Problem.MALFORMED.answer());
  private static final Rendered BODY_TOO_LARGE = Rendered.of(Problem.BODY_TOO_LARGE.answer());

  private final Settings settings;
  private final Answers answers;

  Workloads(Settings settings, Answers answers) {
    this.settings = settings;
    this.answers = answers;
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) throws Exception {
    var prologue = request.prologue();
    switch (Routes.resolve(prologue.method().text(), prologue.uriPath().rawPath())) {
      case Resolution.Settled(Answer answer) ->
          answers.send(request, response, Rendered.of(answer));
      case Resolution.Found(Resource resource) -> serve(request, response, resource);
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
      case Resource.Delay(int millis) -> delay(request, response, millis);
      case Resource.Echo() -> echo(request, response);
    }
  }

  private void delay(ServerRequest request, ServerResponse response, int millis)
      throws InterruptedException {
    Thread.sleep(Duration.ofMillis(millis));
    answers.send(request, response, Rendered.of(Answer.text(Integer.toString(millis))));
  }

  private void echo(ServerRequest request, ServerResponse response) throws IOException {
    byte[] body;
    try (InputStream content = request.content().inputStream()) {
      body = content.readNBytes(settings.maxBodyBytes() + 1);
    } catch (CloseConnectionException e) {
      throw e;
    } catch (RuntimeException e) {
      // Helidon has several kinds for a body whose framing is broken, answers 500 to most, and
      // first
      // reads on: what follows cannot be trusted, so it is 400 and the end of the connection.
      boolean tooLarge = e instanceof RequestException refused && refused.status().code() == 413;
      answers.sendAndClose(request, response, tooLarge ? BODY_TOO_LARGE : MALFORMED);
      return;
    }
    if (body.length > settings.maxBodyBytes()) {
      answers.sendAndClose(request, response, BODY_TOO_LARGE);
      return;
    }
    String contentType = request.headers().first(HeaderNames.CONTENT_TYPE).orElse(null);
    answers.send(request, response, Rendered.of(Answer.ok(contentType, body)));
  }
}
