package duet.vertx;

import duet.service.FileAnswer;
import duet.service.FileFolder;
import duet.service.Problem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * {@code /files}: the file system is asked on a worker thread, the kernel sends the file. For use
 * on one event loop.
 */
final class StaticFiles {
  private static final Logger LOG = Logger.getLogger("duet.vertx");
  private static final Rendered TOO_MANY = Rendered.of(Problem.TOO_MANY_TRANSFERS.answer());
  private static final Rendered INTERNAL = Rendered.of(Problem.INTERNAL.answer());

  private final Vertx vertx;
  private final FileFolder folder;
  private final Connections connections;
  private final Answers answers;

  StaticFiles(Vertx vertx, Services services, Connections connections, Answers answers) {
    this.vertx = vertx;
    this.connections = connections;
    this.folder = FileFolder.of(services.settings());
    this.answers = answers;
  }

  void serve(HttpServerRequest request, String name) {
    if (!connections.transfers(request.connection())) {
      answers.send(request, TOO_MANY);
      return;
    }
    boolean get = request.method().equals(HttpMethod.GET);
    vertx
        .executeBlocking(() -> folder.ask(name, get, request.headers()::getAll), false)
        .onSuccess(answer -> send(request, answer))
        .onFailure(_ -> answers.sendAndClose(request, INTERNAL));
  }

  private void send(HttpServerRequest request, FileAnswer answer) {
    switch (answer) {
      case FileAnswer.Other(var head, byte[] body) ->
          answers.end(
              request,
              answers.begin(request, head),
              request.response().end(Buffer.buffer(isHead(request) ? new byte[0] : body)));
      case FileAnswer.Content content -> send(request, content);
    }
  }

  private void send(HttpServerRequest request, FileAnswer.Content content) {
    if (request.response().closed()) {
      close(content.file());
      return;
    }
    boolean persistent = answers.begin(request, content.head());
    if (isHead(request) || content.length() == 0) {
      close(content.file());
      answers.end(request, persistent, request.response().end());
      return;
    }
    Future<Void> sent =
        request
            .response()
            .sendFile(content.file(), content.offset(), content.length())
            .onComplete(_ -> close(content.file()));
    // Vert.x ends well with less than the head has promised where the file has shrunk meanwhile.
    answers.end(
        request,
        persistent,
        sent.compose(
            _ ->
                request.response().bytesWritten() == content.length()
                    ? Future.succeededFuture()
                    : Future.failedFuture("the file has shrunk")));
  }

  private static boolean isHead(HttpServerRequest request) {
    return request.method().equals(HttpMethod.HEAD);
  }

  private static void close(FileChannel file) {
    try {
      file.close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "a file that was only read does not close", e);
    }
  }
}
