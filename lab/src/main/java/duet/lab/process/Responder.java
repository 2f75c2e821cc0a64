package duet.lab.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * The least that can pass for a server: whatever is read is answered with the same bytes. What the
 * load generator reaches against it is the generator's limit rather than a server's, and it is the
 * instrument's own yardstick alone: no arm.
 */
public final class Responder {
  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 13\r\n\r\nHello, World!"
          .getBytes(StandardCharsets.US_ASCII);

  private static final int BACKLOG = 4096;

  private final Selector selector;
  private final ServerSocketChannel server;
  private final ByteBuffer received = ByteBuffer.allocateDirect(1 << 14);
  private final ByteBuffer answer = ByteBuffer.allocateDirect(ANSWER.length).put(ANSWER);

  private Responder() throws IOException {
    selector = Selector.open();
    server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
  }

  /** Prints its port, and ends when stdin does. */
  @SuppressWarnings("SystemOut") // how the laboratory learns the port
  public static void main(String[] arguments) throws IOException {
    var responder = new Responder();
    System.out.println(responder.server.socket().getLocalPort());
    Thread.ofPlatform().daemon().start(Responder::endWithStdin);
    while (responder.selector.isOpen()) {
      responder.selector.select(responder::ready);
    }
  }

  private static void endWithStdin() {
    try {
      var _ = System.in.read();
    } catch (IOException _) {
      // ends all the same
    }
    System.exit(0);
  }

  private void ready(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        SocketChannel accepted = server.accept();
        accepted.configureBlocking(false);
        accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
        accepted.register(selector, SelectionKey.OP_READ);
      } else if (key.channel() instanceof SocketChannel client) {
        if (client.read(received.clear()) < 0) {
          client.close();
        } else {
          // A socket buffer that has no room for so few bytes has a client that does not read.
          client.write(answer.clear());
        }
      }
    } catch (IOException e) {
      key.cancel();
    }
  }
}
