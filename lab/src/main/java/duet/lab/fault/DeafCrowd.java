package duet.lab.fault;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Many connections that send what they are given as far as the server takes it, and never read. One
 * thread.
 */
final class DeafCrowd implements AutoCloseable {
  private static final int CONNECT_MILLIS = 2000;

  /** Little, so that what is not read stays on the server's side. */
  private static final int RECEIVE_BYTES = 4096;

  private static final long LOOK_MILLIS = 100;

  private final InetSocketAddress server;
  private final Selector selector;
  private final List<SocketChannel> connections = new ArrayList<>();

  DeafCrowd(InetSocketAddress server) throws IOException {
    this.server = server;
    this.selector = Selector.open();
  }

  /**
   * Lets so many more come, each with these bytes.
   *
   * @param within so long at most
   * @return how many have come
   */
  int add(int count, byte[] bytes, Duration within) throws IOException {
    long begin = System.nanoTime();
    int come = 0;
    while (come < count && System.nanoTime() - begin < within.toNanos() && connect(bytes)) {
      come++;
      if (come % 100 == 0) {
        var _ = selector.selectNow(this::write);
      }
    }
    while (!selector.keys().isEmpty() && System.nanoTime() - begin < within.toNanos()) {
      var _ = selector.select(this::write, LOOK_MILLIS);
    }
    return come;
  }

  private boolean connect(byte[] bytes) throws IOException {
    var channel = SocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BYTES);
      channel.socket().connect(server, CONNECT_MILLIS);
      channel.configureBlocking(false);
      connections.add(channel);
    } catch (IOException _) {
      channel.close(); // there is no connection to be had any more
      return false;
    }
    var rest = ByteBuffer.wrap(bytes);
    if (rest.hasRemaining()) {
      var _ = channel.register(selector, SelectionKey.OP_WRITE, rest);
    }
    return true;
  }

  private void write(SelectionKey key) {
    try {
      var rest = (ByteBuffer) key.attachment();
      if (((SocketChannel) key.channel()).write(rest) < 0 || !rest.hasRemaining()) {
        key.cancel();
      }
    } catch (IOException _) {
      key.cancel(); // it has been cut off
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
    for (SocketChannel connection : connections) {
      connection.close();
    }
    connections.clear();
  }
}
