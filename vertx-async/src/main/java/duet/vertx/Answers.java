package duet.vertx;

import duet.service.DateField;
import duet.service.Head;
import duet.service.KeptShare;
import duet.service.Persistence;
import duet.service.Problem;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.InstantSource;
import java.util.TreeMap;

/**
 * Sends answers: the contract's fields, in its order and its spelling, and the end of the
 * connection where it is due. For use on one event loop.
 */
final class Answers {
  private static final CharSequence ALLOW = HttpHeaders.createOptimized("Allow");
  private static final CharSequence CONNECTION = HttpHeaders.createOptimized("Connection");
  private static final CharSequence CONTENT_LENGTH = HttpHeaders.createOptimized("Content-Length");
  private static final CharSequence CONTENT_TYPE = HttpHeaders.createOptimized("Content-Type");
  private static final CharSequence DATE = HttpHeaders.createOptimized("Date");
  private static final CharSequence RETRY_AFTER = HttpHeaders.createOptimized("Retry-After");
  private static final CharSequence SERVER = HttpHeaders.createOptimized("Server");
  private static final CharSequence NAME = HttpHeaders.createOptimized("vertx-async");
  private static final CharSequence KEEP_ALIVE = HttpHeaders.createOptimized("keep-alive");
  private static final CharSequence CLOSE = HttpHeaders.createOptimized("close");

  private final DateField<CharSequence> date =
      new DateField<>(InstantSource.system(), HttpHeaders::createOptimized);

  private static final Rendered NO_ROOM = Rendered.of(Problem.NO_ROOM.answer());

  private final Connections connections;
  private boolean stopping;

  /**
   * @param connections is told of every answer
   */
  Answers(Connections connections) {
    this.connections = connections;
  }

  /** From now on an answer is its connection's last and says so, unless more has come behind it. */
  void closeFromNowOn() {
    stopping = true;
  }

  /** Answers and keeps the connection if the request asks for that. */
  void send(HttpServerRequest request, Rendered answer) {
    send(request, answer, persistent(request));
  }

  /** Answers and ends the connection, whatever the request asks for and the client still sends. */
  void sendAndClose(HttpServerRequest request, Rendered answer) {
    LingeringClose.of(request.connection());
    send(request, answer, false);
  }

  private void send(HttpServerRequest request, Rendered answer, boolean persistent) {
    int length = answer.body().length();
    boolean large = length > KeptShare.FREE_BYTES;
    if (large && !connections.keepsAnswer(request.connection(), length)) {
      sendAndClose(request, NO_ROOM);
      return;
    }
    HttpServerResponse response = request.response();
    if (!large) {
      connections.answered(request.connection());
    }
    if (answer.status() != 200) { // a phrase of one's own is encoded anew each time
      response.setStatusCode(answer.status()).setStatusMessage(answer.reason());
    }
    if (persistent && request.version() == HttpVersion.HTTP_1_1) {
      fields(response.headers(), answer, KEEP_ALIVE);
    } else {
      // Vert.x itself sets Connection in these cases, in lower case and as the last field: it is
      // set right afterwards.
      response.headersEndHandler(
          _ -> fields(response.headers().clear(), answer, persistent ? KEEP_ALIVE : CLOSE));
    }
    if (!persistent) {
      last(request, length);
    }
    Future<Void> sent = response.end(answer.body());
    if (large) {
      sent.onComplete(_ -> connections.answered(request.connection()));
    }
    if (!persistent) {
      sent.onComplete(_ -> request.connection().close());
    }
  }

  /**
   * Begins an answer whose content is sent by other means, and keeps the connection if the request
   * asks for that; {@link #end} ends it.
   *
   * @return whether the connection is kept
   */
  boolean begin(HttpServerRequest request, Head head) {
    HttpServerResponse response = request.response();
    boolean persistent = persistent(request);
    response.setStatusCode(head.status()).setStatusMessage(head.reason());
    fields(response.headers(), head, persistent);
    // Vert.x changes some of them, for a HEAD, a 304 or the connection: they are set right
    // afterwards.
    response.headersEndHandler(_ -> fields(response.headers().clear(), head, persistent));
    if (!persistent) {
      last(request, Long.MAX_VALUE);
    }
    return persistent;
  }

  /**
   * Ends an answer that was begun.
   *
   * @param persistent whether the connection is kept
   * @param sent once the content is; where it fails the connection cannot be kept
   */
  void end(HttpServerRequest request, boolean persistent, Future<Void> sent) {
    sent.onComplete(
        outcome -> {
          connections.answered(request.connection());
          if (!persistent || outcome.failed()) {
            request.connection().close();
          }
        });
  }

  /**
   * No request after this one is answered.
   *
   * @param bytes of content, at most
   */
  private void last(HttpServerRequest request, long bytes) {
    connections.ended(request.connection());
    // Vert.x reads on after some lists of options that hold a close, and ends where it cannot.
    RequestReader.readNothingMore(request.connection());
    if (Persistence.endsInStages(asksToStay(request), bytes)) {
      LingeringClose.of(request.connection());
    }
  }

  private void fields(MultiMap fields, Head head, boolean persistent) {
    var all = new TreeMap<String, CharSequence>(head.fields());
    all.put("Connection", persistent ? KEEP_ALIVE : CLOSE);
    all.put("Date", date.now());
    all.put("Server", NAME);
    all.forEach(fields::add);
  }

  private void fields(MultiMap fields, Rendered answer, CharSequence connection) {
    if (answer.allow() != null) {
      fields.add(ALLOW, answer.allow());
    }
    fields.add(CONNECTION, connection);
    fields.add(CONTENT_LENGTH, answer.contentLength());
    if (answer.contentType() != null) {
      fields.add(CONTENT_TYPE, answer.contentType());
    }
    fields.add(DATE, date.now());
    if (answer.retryAfter() != null) {
      fields.add(RETRY_AFTER, answer.retryAfter());
    }
    if (!answer.anonymous()) {
      fields.add(SERVER, NAME);
    }
  }

  /**
   * A client that waits for 100 (Continue) may send its body or not once it has a final answer, so
   * the connection ends (RFC 9110 §10.1.1). A server that stops answers what has begun to come.
   */
  private boolean persistent(HttpServerRequest request) {
    return asksToStay(request)
        && !Uploads.waits(request)
        && (!stopping || connections.hasMore(request.connection()));
  }

  /**
   * HTTP/1.0 with a list of options is closed: Vert.x then ends the connection, whatever else is
   * said.
   */
  private static boolean asksToStay(HttpServerRequest request) {
    MultiMap fields = request.headers();
    return request.version() == HttpVersion.HTTP_1_1
        ? !fields.contains(CONNECTION) || Persistence.wanted(true, fields.getAll(CONNECTION))
        : fields.contains(CONNECTION, KEEP_ALIVE, true)
            && Persistence.wanted(false, fields.getAll(CONNECTION));
  }
}
