package duet.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands between a server and its database: passes bytes on, breaks all connections, or takes new
 * ones and never says a word on them.
 */
final class Relay implements AutoCloseable {
  private final ServerSocket socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
  private final int target;
  private volatile boolean silent;

  /**
   * @param target a port of this machine
   */
  Relay(int target) throws IOException {
    this.target = target;
    var _ = threads.submit(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  /**
   * Breaks all connections; what is taken from now on, until told otherwise, is for ever silent.
   */
  void fallSilent() throws IOException {
    silent = true;
    for (Socket connection; (connection = open.poll()) != null; ) {
      connection.close();
    }
  }

  /** Passes on what is taken from now on. */
  void speak() {
    silent = false;
  }

  private Void accept() throws IOException {
    while (true) {
      Socket near = socket.accept();
      open.add(near);
      if (!silent) {
        var far = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(far);
        var _ = threads.submit(() -> pass(near, far));
        var _ = threads.submit(() -> pass(far, near));
      }
    }
  }

  private static Void pass(Socket from, Socket to) throws IOException {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket connection : open) {
      connection.close();
    }
    threads.close();
  }
}
