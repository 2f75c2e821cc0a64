package duet.vertx;

import duet.service.BackendCall;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call to the backend, under way from the moment it is made. For use on one event loop.
 *
 * <p>The backend may close a kept connection at the moment it is used again. A call that finds it
 * so, before any head of an answer has come, is made once more on a connection of its own: GET may
 * be repeated (RFC 9110 §9.2.2).
 */
final class Call {
  /** So that whose time is up is told that, and not that there was no connection. */
  static final Duration LATER = Duration.ofMillis(100);

  private final Backend backend;
  private final RequestOptions options;
  private final Promise<byte[]> answer = Promise.promise();
  private @Nullable HttpClientRequest request;
  private boolean connecting;
  private @Nullable Runnable left;

  /**
   * @param time after which nobody wants its answer any more
   */
  Call(Backend backend, URI address, String path, Duration time) {
    this.backend = backend;
    this.options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setHost(BackendCall.host(address))
            .setPort(BackendCall.port(address))
            .setURI(path)
            // Vert.x would keep its wait for a connection until there is one.
            .setConnectTimeout(time.plus(LATER).toMillis());
    answer.future().onComplete(_ -> end());
    send(backend.request(options));
  }

  private void end() {
    if (request != null) {
      backend.ended();
    }
  }

  /** The content of a whole answer with status 200; every other outcome is a failure. */
  Future<byte[]> answer() {
    return answer.future();
  }

  /**
   * Gives the call up, if it is still under way: its connection is closed, by which the backend can
   * tell.
   *
   * @param then is run, once, when no connection is waited for any more: at once, as a rule
   */
  void cancel(Runnable then) {
    fail("given up");
    if (connecting) {
      left = then;
    } else {
      then.run();
    }
  }

  private void send(Future<HttpClientRequest> connected) {
    connecting = true;
    connected.onComplete(_ -> connected()).onSuccess(this::send).onFailure(answer::tryFail);
  }

  private void connected() {
    if (connecting) {
      connecting = false;
      backend.waited();
      if (left != null) {
        left.run();
      }
    }
  }

  /** Whether a connection is still waited for on its behalf. */
  boolean isConnecting() {
    return connecting;
  }

  /**
   * So much later than its time that no connection is waited for any more, said or not: Vert.x
   * (5.0.12) says nothing of one that came at the same moment as the end of the wait.
   */
  void forget() {
    connected();
  }

  private void send(HttpClientRequest sendable) {
    request = sendable;
    sendable.exceptionHandler(answer::tryFail); // without one Vert.x logs every cancelled call
    if (answer.future().isComplete()) { // given up while it waited for a connection
      var _ = sendable.reset();
      backend.ended();
      return;
    }
    boolean reused = backend.isUsedAgain(sendable.connection());
    sendable
        .send()
        .onSuccess(this::receive)
        .onFailure(
            failure -> {
              if (reused && !answer.future().isComplete()) {
                request = null;
                backend.ended();
                send(backend.requestAfresh(options));
              } else {
                answer.tryFail(failure);
              }
            });
  }

  private void receive(HttpClientResponse response) {
    response.exceptionHandler(answer::tryFail);
    boolean endsVisibly =
        response.headers().contains(HttpHeaders.CONTENT_LENGTH)
            || response.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    if (response.statusCode() != 200 || !endsVisibly) {
      fail("status " + response.statusCode());
      return;
    }
    var content = Buffer.buffer();
    response.handler(
        chunk -> {
          content.appendBuffer(chunk);
          if (content.length() > BackendCall.LARGEST_ANSWER_BYTES) {
            fail("an answer of more than " + BackendCall.LARGEST_ANSWER_BYTES + " bytes");
          }
        });
    response.endHandler(
        _ -> {
          backend.answered(response.request().connection());
          answer.tryComplete(content.getBytes());
        });
  }

  private void fail(String why) {
    if (answer.tryFail(why) && request != null) {
      var _ = request.reset();
    }
  }
}
