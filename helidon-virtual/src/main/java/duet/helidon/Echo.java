package duet.helidon;

import duet.service.Answer;
import duet.service.Problem;
import duet.service.Settings;
import io.helidon.http.HeaderNames;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;

/** {@code /echo}: an upload, read as it comes and sent back. */
final class Echo {
  private static final Rendered MALFORMED = Rendered.of(Problem.MALFORMED.answer());
  private static final Rendered BODY_TOO_LARGE = Rendered.of(Problem.BODY_TOO_LARGE.answer());

  private final Settings settings;
  private final Answers answers;

  Echo(Settings settings, Answers answers) {
    this.settings = settings;
    this.answers = answers;
  }

  void echo(ServerRequest request, ServerResponse response) throws IOException {
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
