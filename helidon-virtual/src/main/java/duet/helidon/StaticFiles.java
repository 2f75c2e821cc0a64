package duet.helidon;

import duet.service.FileAnswer;
import duet.service.FileFolder;
import duet.service.Places;
import duet.service.Problem;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;

/**
 * {@code /files}: the connection's virtual thread asks the file system, reads and writes. Safe for
 * use by several virtual threads.
 */
final class StaticFiles {
  private static final int PIECE_BYTES = 32 * 1024;

  private static final Rendered TOO_MANY = Rendered.of(Problem.TOO_MANY_TRANSFERS.answer());

  private final FileFolder folder;
  private final Places transfers;
  private final Answers answers;

  StaticFiles(Services services, Answers answers) {
    this.folder = FileFolder.of(services.settings());
    this.transfers = services.limits().transfers();
    this.answers = answers;
  }

  void serve(ServerRequest request, ServerResponse response, String name) throws IOException {
    if (!transfers.enter()) {
      answers.send(request, response, TOO_MANY);
      return;
    }
    try {
      transfer(request, response, name);
    } finally {
      transfers.leave();
    }
  }

  private void transfer(ServerRequest request, ServerResponse response, String name)
      throws IOException {
    boolean get = request.prologue().method().equals(Method.GET);
    switch (folder.ask(name, get, field -> values(request, field))) {
      case FileAnswer.Other(var head, byte[] body) -> {
        if (get && body.length > 0) {
          answers.send(request, response, head, body.length, out -> out.write(body));
        } else {
          answers.sendHead(request, response, head);
        }
      }
      case FileAnswer.Content content -> send(request, response, content, get);
    }
  }

  private void send(
      ServerRequest request, ServerResponse response, FileAnswer.Content content, boolean get)
      throws IOException {
    try (FileChannel file = content.file()) {
      if (!get || content.length() == 0) {
        answers.sendHead(request, response, content.head());
        return;
      }
      FileChannel from = file.position(content.offset());
      answers.send(
          request,
          response,
          content.head(),
          content.length(),
          out -> copy(from, content.length(), out));
    }
  }

  private static void copy(FileChannel file, long length, OutputStream out) throws IOException {
    var piece = new byte[(int) Math.min(length, PIECE_BYTES)];
    for (long left = length; left > 0; ) {
      int read = file.read(ByteBuffer.wrap(piece, 0, (int) Math.min(left, piece.length)));
      if (read < 0) { // the head has promised more
        throw new CloseConnectionException("the file has shrunk");
      }
      out.write(piece, 0, read);
      left -= read;
    }
  }

  private static List<String> values(ServerRequest request, String field) {
    HeaderName name = HeaderNames.create(field);
    return request.headers().all(name, List::of);
  }
}
