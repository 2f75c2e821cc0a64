package duet.helidon;

import duet.service.DateField;
import duet.service.Head;
import duet.service.KeptShare;
import duet.service.Persistence;
import duet.service.Problem;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;

/**
 * Sends answers: the contract's fields, in its order and its spelling, and the end of the
 * connection where it is due. Safe for use by several virtual threads.
 */
final class Answers {
  private static final Header NAME =
      HeaderValues.createCached(HeaderNames.SERVER, "helidon-virtual");
  private static final Header KEEP_ALIVE =
      HeaderValues.createCached(HeaderNames.CONNECTION, "keep-alive");
  private static final Header CLOSE = HeaderValues.createCached(HeaderNames.CONNECTION, "close");

  private static final Header NO_LENGTH =
      new Verbatim(HeaderValues.CONTENT_LENGTH_ZERO, new byte[0]);
  private static final Header CHUNKED_BUT_EMPTY =
      new Verbatim(
          HeaderValues.createCached(HeaderNames.TRANSFER_ENCODING, "none"),
          "Transfer-Encoding: chunked\r\n".getBytes(StandardCharsets.US_ASCII));

  private static final Rendered NO_ROOM = Rendered.of(Problem.NO_ROOM.answer());

  private volatile boolean stopping;
  private final DateField<Header> date =
      new DateField<>(
          InstantSource.system(), text -> HeaderValues.createCached(HeaderNames.DATE, text));

  /** From now on an answer is its connection's last and says so, unless more has come behind it. */
  void closeFromNowOn() {
    stopping = true;
  }

  /** Answers and keeps the connection if the request asks for that. */
  void send(ServerRequest request, ServerResponse response, Rendered answer) {
    send(request, response, answer, persistent(request));
  }

  /** Answers and ends the connection, whatever the request asks for and the client still sends. */
  void sendAndClose(ServerRequest request, ServerResponse response, Rendered answer) {
    Connection.endAfterThisAnswer(true);
    send(request, response, answer, false);
  }

  private void send(
      ServerRequest request, ServerResponse response, Rendered answer, boolean persistent) {
    int length = answer.body().length;
    if (length > KeptShare.FREE_BYTES && !Connection.keepsAnswer(length)) {
      sendAndClose(request, response, NO_ROOM);
      return;
    }
    if (!persistent) {
      last(request, answer.body().length);
    }
    response.status(answer.status());
    fields(response.headers(), answer, persistent ? KEEP_ALIVE : CLOSE);
    if (request.prologue().method().equals(Method.HEAD)) {
      response.send();
      Connection.answered(answer.status().code(), 0);
    } else {
      response.send(answer.body());
      Connection.answered(answer.status().code(), answer.body().length);
    }
  }

  /** The content of an answer, written as it is made. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Answers with a content that is written meanwhile, and keeps the connection if the request asks
   * for that.
   *
   * @param length of the content, in bytes
   */
  void send(ServerRequest request, ServerResponse response, Head head, long length, Content content)
      throws IOException {
    set(request, response, head);
    try (OutputStream out = response.outputStream()) {
      content.writeTo(out);
    }
    Connection.answered(head.status(), length);
  }

  /** Answers without content, as to a HEAD or with a 304, whatever length the head speaks of. */
  void sendHead(ServerRequest request, ServerResponse response, Head head) {
    set(request, response, head);
    if (!head.fields().containsKey("Content-Length")) {
      response.headers().set(NO_LENGTH);
    }
    if (head.fields().containsKey("Transfer-Encoding")) {
      response.headers().set(CHUNKED_BUT_EMPTY);
    }
    response.send();
    Connection.answered(head.status(), 0);
  }

  private void set(ServerRequest request, ServerResponse response, Head head) {
    boolean persistent = persistent(request);
    if (!persistent) {
      last(request, Long.MAX_VALUE);
    }
    response.status(Status.create(head.status(), head.reason()));
    ServerResponseHeaders fields = response.headers();
    head.fields().forEach((name, value) -> fields.set(HeaderNames.create(name), value));
    fields.set(persistent ? KEEP_ALIVE : CLOSE);
    fields.set(date.now());
    fields.set(NAME);
  }

  /**
   * The fields of an answer; Helidon writes them in its own order, which is therefore the
   * contract's.
   */
  void fields(WritableHeaders<?> fields, Rendered answer, Header connection) {
    if (answer.allow() != null) {
      fields.set(answer.allow());
    }
    fields.set(connection);
    fields.set(answer.contentLength());
    if (answer.contentType() != null) {
      fields.set(answer.contentType());
    }
    fields.set(date.now());
    if (answer.retryAfter() != null) {
      fields.set(answer.retryAfter());
    }
    if (!answer.anonymous()) {
      fields.set(NAME);
    }
  }

  /**
   * No request after this one is answered.
   *
   * @param bytes of content, at most
   */
  private static void last(ServerRequest request, long bytes) {
    Connection.endAfterThisAnswer(Persistence.endsInStages(asksToStay(request), bytes));
  }

  /**
   * A client that waits for 100 (Continue) may send its body or not once it has a final answer:
   * what follows cannot be told from a request, so the connection ends (RFC 9110 §10.1.1). A server
   * that stops answers what has begun to come.
   */
  private boolean persistent(ServerRequest request) {
    return asksToStay(request)
        && !(request.headers().contains(HeaderNames.EXPECT) && !request.content().consumed())
        && (!stopping || Connection.hasMore());
  }

  private static boolean asksToStay(ServerRequest request) {
    List<String> connection = request.headers().all(HeaderNames.CONNECTION, List::of);
    return connection.isEmpty() || Persistence.wanted(true, connection);
  }
}
