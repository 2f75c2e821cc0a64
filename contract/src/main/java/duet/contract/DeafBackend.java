package duet.contract;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * A backend that takes no connection: what its kernel would still take for it is taken, and it does
 * not answer who comes then (tcp(7), {@code tcp_abort_on_overflow}).
 */
final class DeafBackend implements AutoCloseable {
  private static final int MORE_THAN_THE_KERNEL_TAKES = 4;

  private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final List<SocketChannel> queue = new ArrayList<>();

  DeafBackend() throws IOException {
    var address = new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    for (int i = 0; i < MORE_THAN_THE_KERNEL_TAKES; i++) {
      var channel = SocketChannel.open();
      channel.configureBlocking(false);
      boolean _ = channel.connect(address);
      queue.add(channel);
    }
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel channel : queue) {
      channel.close();
    }
    listener.close();
  }
}
