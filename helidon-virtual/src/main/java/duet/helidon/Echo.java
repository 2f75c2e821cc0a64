package duet.helidon;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;

/** {@code /echo}: an upload, read as it comes and sent back. */
final class Echo {
  private final Uploads uploads;
  private final Answers answers;

  Echo(Uploads uploads, Answers answers) {
    this.uploads = uploads;
    this.answers = answers;
  }

  void echo(ServerRequest request, ServerResponse response) throws IOException {
    byte[] body = uploads.read(request, response);
    if (body != null) {
      String contentType = request.headers().first(HeaderNames.CONTENT_TYPE).orElse(null);
      answers.send(request, response, Rendered.of(contentType, body));
    }
  }
}
