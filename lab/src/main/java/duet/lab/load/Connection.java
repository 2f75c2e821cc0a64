package duet.lab.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One place for a request under way: a connection, or the next one in its stead. One thread. */
final class Connection {
  final AnswerReader answer;
  long plannedNanos;
  long sentNanos;
  boolean busy;

  /** Whether the request under way is one of those that are counted. */
  boolean counted;

  /** The requests under way stand in the order of their sending. */
  @Nullable Connection older;

  @Nullable Connection newer;

  private boolean connected;
  private @Nullable SocketChannel channel;
  private @Nullable SelectionKey key;
  private int written;

  Connection(BodyDigest.Kind kind) {
    answer = new AnswerReader(kind);
  }

  /**
   * As many as the plan has, open where they are kept.
   *
   * @throws IOException if the server cannot be connected to; none is left open then
   */
  static Connection[] all(LoadPlan plan, Selector selector) throws IOException {
    var connections = new Connection[plan.connections()];
    Arrays.setAll(connections, _ -> new Connection(plan.expected().kind()));
    try {
      for (Connection connection : connections) {
        if (plan.keepAlive()) {
          connection.connectNow(selector, plan.server());
        }
      }
    } catch (IOException e) {
      for (Connection connection : connections) {
        connection.close();
      }
      throw e;
    }
    return connections;
  }

  private void connectNow(Selector selector, InetSocketAddress server) throws IOException {
    SocketChannel opened = SocketChannel.open();
    channel = opened;
    opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
    opened.connect(server);
    connected = true;
    opened.configureBlocking(false);
    key = opened.register(selector, SelectionKey.OP_READ, this);
  }

  /** Begins to connect; whether that is done already. */
  boolean connect(Selector selector, InetSocketAddress server) throws IOException {
    SocketChannel opened = SocketChannel.open();
    channel = opened;
    opened.configureBlocking(false);
    opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
    connected = opened.connect(server);
    key =
        opened.register(selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
    return connected;
  }

  /** Whether it is connected now that the selector says so. */
  boolean finishConnect() throws IOException {
    connected = channel().finishConnect();
    if (connected) {
      key().interestOps(SelectionKey.OP_READ);
    }
    return connected;
  }

  boolean isOpen() {
    return channel != null;
  }

  /** Whether the server has taken it. */
  boolean isConnected() {
    return connected;
  }

  /** Whether the selector speaks of this connection and not of one that stood in its place. */
  boolean isOf(SelectionKey ready) {
    return ready.equals(key);
  }

  void beginRequest() {
    answer.reset();
    written = 0;
  }

  /** Sends what is left of the request; the rest goes once the kernel has room. */
  void write(ByteBuffer request) throws IOException {
    request.clear().position(written);
    channel().write(request);
    written = request.position();
    SelectionKey own = key();
    int wanted =
        request.hasRemaining()
            ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
            : SelectionKey.OP_READ;
    if (own.interestOps() != wanted) {
      own.interestOps(wanted);
    }
  }

  /** Reads what has come; -1 at the end of the stream. */
  int read(ByteBuffer into) throws IOException {
    return channel().read(into.clear());
  }

  /** Closes without a word; a second call does nothing. */
  void close() {
    SocketChannel open = channel;
    channel = null;
    key = null;
    connected = false;
    if (open != null) {
      try {
        open.close();
      } catch (IOException _) {
        // It is gone either way.
      }
    }
  }

  private SocketChannel channel() throws IOException {
    SocketChannel open = channel;
    if (open == null) {
      throw new IOException("not connected");
    }
    return open;
  }

  private SelectionKey key() throws IOException {
    SelectionKey own = key;
    if (own == null) {
      throw new IOException("not connected");
    }
    return own;
  }
}
