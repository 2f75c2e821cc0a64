package duet.service;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * An address a server is to listen on, tried with a plain socket before its framework is, so that
 * both servers say the same of one that cannot be had.
 *
 * @param host a name or a literal
 * @param port 0..65535; 0 takes a free one
 * @param flag what the port is called on the command line
 */
record ListenAddress(String host, int port, Setting flag) {
  /**
   * Longer than a closed connection holds its ports; Linux keeps it for 60 s (tcp(7), TIME_WAIT).
   */
  private static final Duration PATIENCE = Duration.ofSeconds(70);

  private static final Duration AGAIN = Duration.ofMillis(200);
  private static final Duration ANSWER = Duration.ofSeconds(2);

  /**
   * Returns once the address can be listened on. A port that is in use though nobody listens there
   * is the outgoing end of some connection, or was until a minute ago: the ports of this project
   * are in the range from which Linux takes those. That passes, so it is waited for.
   *
   * @param notice told in one line if it must wait
   * @throws IOException if the address cannot be had; its message says why in one line
   */
  void await(Consumer<String> notice) throws IOException, InterruptedException {
    var address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new IOException(
          cannot("the host's name is not known; name another with " + hostFlag()));
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (boolean told = false; !isFree(address); told = true) {
      if (System.nanoTime() - end > 0 || isServed(address)) {
        throw new IOException(
            cannot(
                "the port is in use; stop what listens there or choose another with " + flags()));
      }
      if (!told) {
        notice.accept(
            "waits up to %d s for port %d, which an outgoing connection holds or held until just now"
                .formatted(PATIENCE.toSeconds(), port));
      }
      Thread.sleep(AGAIN);
    }
  }

  /** Whether it can be bound now; what will not pass by itself is thrown. */
  private boolean isFree(InetSocketAddress address) throws IOException {
    try (var socket = new ServerSocket()) {
      // As both frameworks do: a connection that this port's last server closed is in nobody's way.
      socket.setReuseAddress(true);
      socket.bind(address);
      return true;
    } catch (BindException e) {
      String message = String.valueOf(e.getMessage());
      if (message.contains("in use")) {
        return false;
      }
      throw new IOException(
          cannot(
              message.contains("ermission")
                  ? "a port below 1024 may need root; choose another with " + flags()
                  : "it is no address of this machine; name another with " + hostFlag()));
    }
  }

  private boolean isServed(InetSocketAddress address) {
    InetAddress reachable =
        address.getAddress().isAnyLocalAddress()
            ? InetAddress.getLoopbackAddress()
            : address.getAddress();
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(reachable, port), (int) ANSWER.toMillis());
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private String hostFlag() {
    return "--" + (flag == Setting.PORT ? Setting.HOST : Setting.ADMIN_HOST).key();
  }

  private String flags() {
    String underMaven = flag == Setting.PORT ? "-Dport" : flag.variable();
    return "--%s (under Maven: %s)".formatted(flag.key(), underMaven);
  }

  private String cannot(String why) {
    return "cannot listen on %s: %s".formatted(inUrl(host, port), why);
  }

  /** {@code host:port}, a literal of IPv6 in brackets. */
  static String inUrl(String host, int port) {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
