package duet.helidon;

import duet.service.Settings;
import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.WebServerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Sets the options of accepted sockets as Helidon does, and reads from one what is then in force on
 * it. Safe for use by several threads; one reading at a time.
 */
final class LiveSocket implements SocketOptions {
  private static final long PATIENCE_SECONDS = 5;
  private static final InheritableThreadLocal<@Nullable SocketChannel> ACCEPTED =
      new InheritableThreadLocal<>();

  private final SocketOptions options;
  private final BlockingQueue<Boolean> noDelay = new ArrayBlockingQueue<>(1);
  private final AtomicBoolean wanted = new AtomicBoolean();

  private LiveSocket(SocketOptions options) {
    this.options = options;
  }

  /** For one listener. */
  static LiveSocket of(Settings settings) {
    var options = SocketOptions.builder().tcpNoDelay(settings.tcpNoDelay());
    if (settings.sendBufferBytes() > 0) {
      options.socketSendBufferSize(settings.sendBufferBytes());
    }
    return new LiveSocket(options.build());
  }

  /**
   * Told of every connection; looks at the next one only after {@link #inForce} has asked for it.
   */
  @Override
  public void configureSocket(SocketChannel socket) {
    options.configureSocket(socket);
    ACCEPTED.set(socket);
    // No longer wanted before it is handed over: whoever gets it may want another at once.
    if (wanted.compareAndSet(true, false)) {
      noDelay.offer(noDelay(socket));
    }
  }

  /**
   * Called once on a connection's virtual thread: its socket, to which Helidon offers no way. The
   * thread that accepts it has it here and then makes the other, which inherits it.
   */
  static Socket ofThisConnection() {
    SocketChannel own = Objects.requireNonNull(ACCEPTED.get(), "threads do not inherit");
    ACCEPTED.remove();
    return own.socket();
  }

  private static boolean noDelay(SocketChannel socket) {
    try {
      return socket.getOption(StandardSocketOptions.TCP_NODELAY);
    } catch (IOException e) {
      throw new IllegalStateException("a socket just accepted does not tell its options", e);
    }
  }

  /**
   * Connects to the server and reads what its socket says, in the words of {@link
   * Settings#inWords()}; what the kernel does not tell is asked of the running server, and the
   * contract suite shows that it holds.
   *
   * @throws IOException if the server does not take the connection
   */
  synchronized Map<String, String> inForce(WebServerConfig running, Settings settings, int port)
      throws IOException {
    var words = settings.inWords();
    noDelay.clear();
    wanted.set(true);
    try (var _ = new Socket(reachable(settings.host()), port)) {
      Boolean read = noDelay.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (read == null) {
        throw new IOException("no connection was accepted within " + PATIENCE_SECONDS + " s");
      }
      words.put("tcpNoDelay", read.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the connection", e);
    }
    words.put("backlog", Integer.toString(running.backlog()));
    words.put("idleSeconds", Long.toString(running.idleConnectionTimeout().toSeconds()));
    words.put("drainSeconds", Long.toString(running.shutdownGracePeriod().toSeconds()));
    words.put("maxBodyBytes", Long.toString(running.maxPayloadSize()));
    return words;
  }

  private static InetAddress reachable(String host) throws IOException {
    var address = InetAddress.getByName(host);
    return address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
  }

  @Override
  public Map<SocketOption<?>, Object> socketOptions() {
    return options.socketOptions();
  }

  @Override
  public Duration connectTimeout() {
    return options.connectTimeout();
  }

  @Override
  public Duration readTimeout() {
    return options.readTimeout();
  }

  @Override
  public Optional<Integer> socketReceiveBufferSize() {
    return options.socketReceiveBufferSize();
  }

  @Override
  public Optional<Integer> socketSendBufferSize() {
    return options.socketSendBufferSize();
  }

  @Override
  public boolean socketReuseAddress() {
    return options.socketReuseAddress();
  }

  @Override
  public boolean socketKeepAlive() {
    return options.socketKeepAlive();
  }

  @Override
  public boolean tcpNoDelay() {
    return options.tcpNoDelay();
  }
}
