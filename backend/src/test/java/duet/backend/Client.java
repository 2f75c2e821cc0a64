package duet.backend;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A client that says what it is told, byte for byte. */
final class Client implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;
  private final Socket socket;

  Client(URI base) throws IOException {
    socket = new Socket(base.getHost(), base.getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  /** The whole answer to one request on a connection of its own. */
  static String ask(URI base, String methodAndTarget) throws IOException {
    try (var client = new Client(base)) {
      client.send(methodAndTarget + " HTTP/1.1\r\nConnection: close\r\n\r\n");
      return client.rest();
    }
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** All that comes until the other side closes. */
  String rest() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /** Reads up to and with this text. */
  String upTo(String text) throws IOException {
    var read = new StringBuilder();
    while (read.indexOf(text) < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        throw new IOException("closed after: " + read);
      }
      read.append((char) next);
    }
    return read.toString();
  }

  /** FIN. */
  void finish() throws IOException {
    socket.shutdownOutput();
  }

  /** RST. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
