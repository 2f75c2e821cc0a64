package duet.lab.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that answers each request as a test says, a thread for each connection. */
final class ScriptedServer implements AutoCloseable {
  /** What to do with the how manieth request, from 0. */
  interface Script {
    /** The bytes of the answer, {@link #CLOSE} or {@link #SILENCE}. */
    byte[] answer(int request) throws InterruptedException;
  }

  static final byte[] CLOSE = {0};
  static final byte[] SILENCE = {};

  private final ServerSocket socket;
  private final Script script;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger connections = new AtomicInteger();

  ScriptedServer(Script script) throws IOException {
    this.script = script;
    socket = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  static byte[] ok(String body) {
    return ascii("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private void accept() {
    try {
      while (true) {
        Socket accepted = socket.accept();
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(accepted));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private void serve(Socket accepted) {
    try (accepted) {
      accepted.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(accepted.getInputStream());
      while (head(in)) {
        byte[] answer = script.answer(requests.getAndIncrement());
        if (Arrays.equals(answer, CLOSE)) {
          return;
        }
        accepted.getOutputStream().write(answer);
        if (new String(answer, StandardCharsets.US_ASCII).contains("Connection: close")) {
          return;
        }
      }
    } catch (IOException _) {
      // the client has gone
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean head(InputStream in) throws IOException {
    int matched = 0;
    for (int b = in.read(); b >= 0; b = in.read()) {
      matched = b == "\r\n\r\n".charAt(matched) ? matched + 1 : b == '\r' ? 1 : 0;
      if (matched == 4) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
