package duet.vertx;

import duet.service.Problem;
import duet.service.Settings;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

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

  void echo(HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_1_1 // RFC 9110 §10.1.1
        && request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
      request.response().writeContinue();
    }
    var body = Buffer.buffer(); // grows with what comes, not with what is announced
    request.handler(
        chunk -> {
          if (body.length() + chunk.length() <= settings.maxBodyBytes()) {
            body.appendBuffer(chunk);
          } else if (!request.response().ended()) {
            answers.sendAndClose(request, BODY_TOO_LARGE);
          }
        });
    request.exceptionHandler(
        _ -> {
          if (!request.response().ended()) {
            answers.sendAndClose(request, MALFORMED); // to nobody where the client has gone away
          }
        });
    request.endHandler(
        _ -> {
          if (!request.response().ended()) {
            String contentType = request.getHeader(HttpHeaders.CONTENT_TYPE);
            answers.send(request, Rendered.of(contentType, body));
          }
        });
  }
}
