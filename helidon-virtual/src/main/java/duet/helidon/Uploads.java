package duet.helidon;

import duet.service.Problem;
import io.helidon.http.HeaderNames;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests' bodies as far as they are allowed to go. Safe for use by several virtual threads.
 */
final class Uploads {
  private static final Rendered NO_ROOM = Rendered.of(Problem.NO_ROOM.answer());

  /** Little, since many clients may send nothing more. */
  private static final int FIRST_BYTES = 1024;

  private final Answers answers;

  Uploads(Answers answers) {
    this.answers = answers;
  }

  /**
   * Reads a body; one that is too large, too slow or whose framing is broken is refused.
   *
   * @return the body, or null where it was refused and there is nothing left to answer
   */
  byte @Nullable [] read(ServerRequest request, ServerResponse response) throws IOException {
    try {
      byte[] body = read(request.content().inputStream());
      if (body == null || !Connection.keepsWhatFollows()) {
        answers.sendAndClose(request, response, NO_ROOM);
        return null;
      }
      return body;
    } catch (CloseConnectionException e) {
      throw e;
    } catch (RuntimeException e) {
      refuse(request, response, e);
      return null;
    }
  }

  /** Null where there is no room; the rest is not waited for then, as to close a stream would. */
  @SuppressWarnings("resource")
  private static byte @Nullable [] read(InputStream content) throws IOException {
    var body = new byte[FIRST_BYTES];
    int length = 0;
    for (int more = content.read(body); more >= 0; more = readMore(content, body, length)) {
      if (!Connection.keeps(more)) {
        return null;
      }
      length += more;
      if (length == body.length) {
        body = Arrays.copyOf(body, 2 * length);
      }
    }
    return Arrays.copyOf(body, length);
  }

  private static int readMore(InputStream content, byte[] body, int length) throws IOException {
    return content.read(body, length, body.length - length);
  }

  /**
   * Helidon has several kinds for a body whose framing is broken, answers 500 to most, and first
   * reads on: what follows cannot be trusted, so it is 400 and the end of the connection.
   */
  private void refuse(ServerRequest request, ServerResponse response, RuntimeException e) {
    Problem refusal = Connection.refusal();
    if (refusal == null) {
      boolean tooLarge = e instanceof RequestException refused && refused.status().code() == 413;
      refusal = tooLarge ? Problem.BODY_TOO_LARGE : Problem.MALFORMED;
    }
    answers.sendAndClose(request, response, Rendered.of(refusal.answer()));
  }

  /**
   * Reads over a body nobody asked for, so that a request is answered as what it is as a whole; a
   * client that waits to be asked for it is answered at once.
   *
   * @return false where the body was refused and there is nothing left to answer
   */
  boolean skip(ServerRequest request, ServerResponse response) throws IOException {
    boolean over =
        !request.content().hasEntity()
            || request.headers().contains(HeaderNames.EXPECT) // RFC 9110 §10.1.1
            || readOver(request, response);
    if (over && !Connection.keepsWhatFollows()) {
      answers.sendAndClose(request, response, NO_ROOM);
      return false;
    }
    return over;
  }

  private boolean readOver(ServerRequest request, ServerResponse response) throws IOException {
    try {
      InputStream content = request.content().inputStream();
      var piece = new byte[FIRST_BYTES];
      while (content.read(piece) >= 0) {
        // It is thrown away.
      }
      return true;
    } catch (CloseConnectionException e) {
      throw e;
    } catch (RuntimeException e) {
      refuse(request, response, e);
      return false;
    }
  }
}
