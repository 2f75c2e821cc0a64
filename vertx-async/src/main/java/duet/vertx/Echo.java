package duet.vertx;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** {@code /echo}: an upload, read as it comes and sent back. */
final class Echo {
  private final Uploads uploads;
  private final Answers answers;

  Echo(Uploads uploads, Answers answers) {
    this.uploads = uploads;
    this.answers = answers;
  }

  void echo(HttpServerRequest request) {
    uploads.read(
        request,
        body ->
            answers.send(request, Rendered.of(request.getHeader(HttpHeaders.CONTENT_TYPE), body)));
  }
}
