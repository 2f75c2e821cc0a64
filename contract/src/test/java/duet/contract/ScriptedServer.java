package duet.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/** Says its lines whatever it is asked: for each connection in turn, the same script. */
public final class ScriptedServer implements Closeable {
  /** What happens on a connection once an empty line has ended the first request. */
  public interface Script {
    void play(Socket client) throws IOException;
  }

  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

  public ScriptedServer(Script script) throws IOException {
    Thread.ofVirtual().start(() -> serve(script));
  }

  /** Says this and closes in good order. */
  public static ScriptedServer saying(String... pieces) throws IOException {
    return new ScriptedServer(
        client -> {
          say(client, pieces);
          client.close();
        });
  }

  public static void say(Socket client, String... pieces) throws IOException {
    client.setTcpNoDelay(true);
    for (String piece : pieces) {
      client.getOutputStream().write(piece.getBytes(ISO_8859_1));
    }
  }

  public URI base() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  private void serve(Script script) {
    while (true) {
      try {
        // Whether and how it is closed is the script's to say.
        Socket client = listener.accept();
        readRequest(client.getInputStream());
        script.play(client);
      } catch (IOException _) {
        if (listener.isClosed()) {
          return;
        }
      }
    }
  }

  /** Reads up to and with the empty line that ends a head. */
  public static void readRequest(InputStream in) throws IOException {
    var last = new StringBuilder();
    while (!last.toString().endsWith("\r\n\r\n")) {
      int b = in.read();
      if (b == -1) {
        return;
      }
      last.append((char) b);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
