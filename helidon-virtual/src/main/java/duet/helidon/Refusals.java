package duet.helidon;

import duet.service.Problem;
import io.helidon.common.buffers.BufferData;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderValues;
import io.helidon.http.RequestException;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.DirectTransportRequest;
import org.jspecify.annotations.Nullable;

/**
 * Answers what Helidon refuses before a handler sees it; nothing after it can be trusted, so the
 * connection ends.
 */
final class Refusals implements DirectHandler {
  private static final int HEAD_BYTES = 256;
  private static final String HEADER_TOO_LARGE = "Header size exceeded";

  private final Answers answers;

  private Refusals(Answers answers) {
    this.answers = answers;
  }

  static DirectHandlers handlers(Answers answers) {
    var refusals = new Refusals(answers);
    var handlers = DirectHandlers.builder();
    for (EventType event : EventType.values()) {
      handlers.addHandler(event, refusals);
    }
    return handlers.build();
  }

  /**
   * What is thrown to have a request refused.
   *
   * @param head whether it is one of HEAD
   */
  static RequestException exception(Problem problem, boolean head) {
    return RequestException.builder()
        .type(EventType.BAD_REQUEST)
        .status(Status.create(problem.status(), problem.title()))
        .request(DirectTransportRequest.create("HTTP/1.1", head ? "HEAD" : "", "/"))
        .message(problem.detail())
        .build();
  }

  @Override
  public TransportResponse handle(
      TransportRequest request,
      EventType event,
      Status status,
      ServerResponseHeaders fields,
      @Nullable String message) {
    Connection.endAfterThisAnswer(true);
    Problem refusal = Connection.refusal();
    var answer = Rendered.of((refusal == null ? problem(status, message) : refusal).answer());
    answers.fields(fields, answer, HeaderValues.CONNECTION_CLOSE);
    if ("HEAD".equals(request.method())) {
      Connection.answered(answer.status().code(), 0);
      throw refusedHead(answer, fields);
    }
    Connection.answered(answer.status().code(), answer.body().length);
    return TransportResponse.builder()
        .status(answer.status())
        .headers(fields)
        .entity(answer.body())
        .keepAlive(false)
        .build();
  }

  /**
   * Writes the head of a refusal: Helidon itself would send a {@code Content-Length} of 0, which is
   * not that of the answer to a GET (RFC 9110 §8.6).
   *
   * @return what tells Helidon that the connection has ended
   */
  private static Ended refusedHead(Rendered answer, ServerResponseHeaders fields) {
    Status status = answer.status();
    BufferData head = BufferData.growing(HEAD_BYTES);
    head.writeAscii("HTTP/1.1 " + status.code() + " " + status.reasonPhrase() + "\r\n");
    fields.forEach(field -> field.writeHttp1Header(head));
    head.writeAscii("\r\n");
    Connection.write(head);
    return new Ended("a HEAD was refused");
  }

  /**
   * Helidon reports an overlong header section as a 400 and tells it apart in its message alone.
   */
  private static Problem problem(Status status, @Nullable String message) {
    return switch (status.code()) {
      case 413 -> Problem.BODY_TOO_LARGE;
      case 414 -> Problem.LINE_TOO_LONG;
      case 400 -> HEADER_TOO_LARGE.equals(message) ? Problem.HEADER_TOO_LARGE : Problem.MALFORMED;
      case 500 -> Problem.INTERNAL;
      default -> Problem.of(status.code(), status.reasonPhrase(), "The request was refused.");
    };
  }
}
