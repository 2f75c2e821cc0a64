package duet.vertx;

import duet.service.Settings;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reads from an accepted socket what is in force on it. Safe for use by several threads; one
 * reading at a time.
 *
 * <p>Vert.x offers no public way from a connection to its socket's options, hence the one cast to
 * an implementation class.
 */
final class LiveSocket {
  private static final long PATIENCE_SECONDS = 5;

  private final BlockingQueue<Channel> accepted = new ArrayBlockingQueue<>(1);
  private final AtomicBoolean wanted = new AtomicBoolean();

  /**
   * Told of every connection; looks at the next one only after {@link #inForce} has asked for it.
   */
  void observe(HttpConnection connection) {
    // No longer wanted before it is handed over: whoever gets it may want another at once.
    if (connection instanceof ConnectionBase base && wanted.compareAndSet(true, false)) {
      accepted.offer(base.channel());
    }
  }

  /**
   * Connects to the server and reads what its socket says, in the words of {@link
   * Settings#inWords()}; what Vert.x keeps to itself (limits, drain time) is what its options were
   * given, and the contract suite shows that it holds.
   *
   * @throws IOException if the server does not take the connection
   */
  synchronized Map<String, String> inForce(Settings settings, int port) throws IOException {
    var words = settings.inWords();
    accepted.clear();
    wanted.set(true);
    try (var _ = new Socket(reachable(settings.host()), port)) {
      Channel channel = accepted.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (channel == null) {
        throw new IOException("no connection was accepted within " + PATIENCE_SECONDS + " s");
      }
      words.put("tcpNoDelay", channel.config().getOption(ChannelOption.TCP_NODELAY).toString());
      words.put(
          "backlog", channel.parent().config().getOption(ChannelOption.SO_BACKLOG).toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the connection", e);
    }
    return words;
  }

  private static InetAddress reachable(String host) throws IOException {
    var address = InetAddress.getByName(host);
    return address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
  }
}
