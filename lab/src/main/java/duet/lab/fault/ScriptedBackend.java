package duet.lab.fault;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code /delay/{ms}} as the project's own backend does, until it is told to do otherwise.
 * Safe for use by several threads.
 */
final class ScriptedBackend implements AutoCloseable {
  private static final int BACKLOG = 4096;

  /** More than wait with a kernel whose backlog is 1. */
  private static final int QUEUE = 4;

  /** On loopback nobody is answered later than that. */
  private static final int DEAF_MILLIS = 200;

  private static final int LONGEST_LINE = 1024;

  /** What it does with each call. */
  enum Deed {
    /** It answers when it is asked to. */
    ANSWER,
    /** It answers, {@link #LATE} later. */
    ANSWER_LATE,
    /** It takes connections and what comes on them, and never says a word. */
    SAY_NOTHING,
    /** It closes within the body of its answer. */
    ANSWER_HALF,
    /** It answers and closes the connection some time later, without having said so. */
    ANSWER_AND_CLOSE
  }

  /** Longer than any call may take. */
  static final Duration LATE = Duration.ofSeconds(20);

  private static final int CLOSES_WITHIN_MILLIS = 40;

  private final int port;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<SocketChannel> queue = new ArrayList<>();
  private volatile Deed deed = Deed.ANSWER;
  private @Nullable ServerSocket listener;
  private @Nullable Thread accepting;

  /** On a port that is free. */
  ScriptedBackend(int port) throws IOException {
    this.port = port;
    listen();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** From now on. */
  void does(Deed next) {
    deed = next;
  }

  /** Nobody listens from now on, and all connections are closed. */
  synchronized void die() throws IOException {
    if (listener != null) {
      listener.close();
      listener = null;
    }
    if (accepting != null) {
      // The kernel takes connections for as long as a thread waits for one.
      awaitEnd(accepting);
      accepting = null;
    }
    for (SocketChannel waiting : queue) {
      waiting.close();
    }
    queue.clear();
    forgetAll();
  }

  private static void awaitEnd(Thread thread) throws InterruptedIOException {
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("told to stop while a listener ends");
    }
  }

  /** Closes all connections. */
  void forgetAll() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
  }

  /**
   * Takes no connection from now on: as many wait as the kernel takes for it, and it does not
   * answer who comes then (tcp(7), {@code tcp_abort_on_overflow}).
   */
  synchronized void deafen() throws IOException {
    die();
    ServerSocket deaf = bound(1);
    listener = deaf;
    for (int i = 0; i < QUEUE; i++) {
      var waiting = SocketChannel.open();
      waiting.configureBlocking(false);
      boolean _ = waiting.connect(deaf.getLocalSocketAddress());
      queue.add(waiting);
    }
    try (var late = new Socket()) {
      late.connect(deaf.getLocalSocketAddress(), DEAF_MILLIS);
      throw new IOException("the kernel takes more connections for a backend than it waits for");
    } catch (SocketTimeoutException _) {
      // so it will be for the others
    }
  }

  /** Listens, where it does not or is deaf. */
  synchronized void listen() throws IOException {
    die();
    ServerSocket next = bound(BACKLOG);
    listener = next;
    accepting = Thread.ofPlatform().daemon().name("backend").start(() -> accept(next));
  }

  private ServerSocket bound(int backlog) throws IOException {
    var socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), backlog);
    return socket;
  }

  private void accept(ServerSocket from) {
    try {
      while (true) {
        Socket socket = from.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException _) {
      // it is dead
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      var in = new BufferedInputStream(socket.getInputStream());
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        while (!line(in).isEmpty()) {
          // fields
        }
        String millis = line.replaceAll("^GET /delay/([0-9]{1,5}) .*$", "$1");
        if (!answers(socket, millis)) {
          return;
        }
      }
    } catch (IOException _) {
      // the client has gone, or this one is dead
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
    }
  }

  /** Whether the connection is kept. */
  private boolean answers(Socket socket, String millis) throws IOException, InterruptedException {
    Thread.sleep(Long.parseLong(millis));
    switch (deed) {
      case ANSWER -> write(socket, millis.length(), millis);
      case ANSWER_LATE -> {
        Thread.sleep(LATE);
        write(socket, millis.length(), millis);
      }
      case SAY_NOTHING -> {
        while (socket.getInputStream().read() >= 0) {
          // it listens
        }
        return false;
      }
      case ANSWER_HALF -> {
        write(socket, 2 * millis.length(), millis);
        return false;
      }
      case ANSWER_AND_CLOSE -> {
        write(socket, millis.length(), millis);
        Thread.sleep(ThreadLocalRandom.current().nextInt(CLOSES_WITHIN_MILLIS));
        return false;
      }
    }
    return true;
  }

  private static void write(Socket socket, int length, String body) throws IOException {
    socket
        .getOutputStream()
        .write(
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(length, body)
                .getBytes(StandardCharsets.US_ASCII));
  }

  /** Without its end; empty at the end of the stream too. */
  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (line.length() == LONGEST_LINE) {
        throw new IOException("a line without an end");
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }

  @Override
  public void close() throws IOException {
    die();
  }
}
