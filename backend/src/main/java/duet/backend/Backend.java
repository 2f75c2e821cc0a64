package duet.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The small HTTP/1.1 service behind {@code /fetch} and {@code /gather}: it answers after the time
 * asked for, counts what it was asked, and can be told to make the k-th call go wrong. One virtual
 * thread a connection.
 */
final class Backend {
  private static final int BACKLOG = 4096;

  /** Bounds what clients can make grow; further connections are closed at once. */
  private static final int MOST_CONNECTIONS = 20_000;

  private final ServerSocket listener;
  private final String id;
  private final Leases leases;
  private final Calls calls = new Calls();
  private final AtomicInteger connections = new AtomicInteger();

  private Backend(ServerSocket listener, String id, Leases leases) {
    this.listener = listener;
    this.id = id;
    this.leases = leases;
  }

  /**
   * Listens on a loopback port and takes connections from now on.
   *
   * @param id told from other backends by it
   * @throws IOException if the port is in use
   */
  static Backend listen(int port, String id, Leases leases) throws IOException {
    var backend =
        new Backend(
            new ServerSocket(port, BACKLOG, InetAddress.ofLiteral("127.0.0.1")), id, leases);
    Thread.ofPlatform().daemon().name("accept").start(backend::accept);
    return backend;
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  String id() {
    return id;
  }

  Leases leases() {
    return leases;
  }

  Calls calls() {
    return calls;
  }

  String countsAsJson() {
    Calls.Counts counts = calls.counts();
    return """
        {"asked":%d,"answered":%d,"cancelled":%d,"failed":%d,"underWay":%d,"connections":%d}
        """
        .formatted(
            counts.asked(),
            counts.answered(),
            counts.cancelled(),
            counts.failed(),
            counts.underWay(),
            connections.get());
  }

  /** Takes no further connection. */
  void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        if (connections.incrementAndGet() > MOST_CONNECTIONS) {
          close(socket);
        } else {
          Thread.ofVirtual().start(() -> serve(socket));
        }
      } catch (IOException e) {
        if (!listener.isClosed()) {
          Log.event("a connection could not be taken: " + e.getMessage());
          pause();
        }
      }
    }
  }

  private void serve(Socket socket) {
    try {
      new Connection(this, socket).serve();
    } catch (IOException e) {
      // The client is gone or too slow; there is nobody to tell.
    } finally {
      close(socket);
    }
  }

  private void close(Socket socket) {
    connections.decrementAndGet();
    try {
      socket.close();
    } catch (IOException e) {
      Log.event("a connection could not be closed: " + e.getMessage());
    }
  }

  /** Out of file descriptors: some will be given back. */
  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
