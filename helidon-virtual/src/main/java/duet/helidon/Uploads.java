package duet.helidon;

import duet.service.Problem;
import io.helidon.http.HeaderNames;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests' bodies as far as they are allowed to go. Safe for use by several virtual threads.
 */
final class Uploads {
  private static final Rendered MALFORMED = Rendered.of(Problem.MALFORMED.answer());
  private static final Rendered BODY_TOO_LARGE = Rendered.of(Problem.BODY_TOO_LARGE.answer());

  private final Answers answers;

  Uploads(Answers answers) {
    this.answers = answers;
  }

  /**
   * Reads a body; one that is too large or whose framing is broken is refused.
   *
   * @return the body, or null where it was refused and there is nothing left to answer
   */
  byte @Nullable [] read(ServerRequest request, ServerResponse response) throws IOException {
    try (InputStream content = request.content().inputStream()) {
      return content.readAllBytes();
    } catch (CloseConnectionException e) {
      throw e;
    } catch (RuntimeException e) {
      // Helidon has several kinds for a body whose framing is broken, answers 500 to most, and
      // first reads on: what follows cannot be trusted, so it is 400 and the end of the connection.
      boolean tooLarge = e instanceof RequestException refused && refused.status().code() == 413;
      answers.sendAndClose(request, response, tooLarge ? BODY_TOO_LARGE : MALFORMED);
      return null;
    }
  }

  /**
   * Reads over a body nobody asked for, so that a request is answered as what it is as a whole; a
   * client that waits to be asked for it is answered at once.
   *
   * @return false where the body was refused and there is nothing left to answer
   */
  boolean skip(ServerRequest request, ServerResponse response) throws IOException {
    return !request.content().hasEntity()
        || request.headers().contains(HeaderNames.EXPECT) // RFC 9110 §10.1.1
        || read(request, response) != null;
  }
}
