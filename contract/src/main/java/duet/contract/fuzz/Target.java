package duet.contract.fuzz;

import java.net.InetSocketAddress;
import java.net.URI;

/**
 * A server to speak to.
 *
 * @param name what it calls itself in {@code Server}; its address where it does not say
 */
record Target(String name, InetSocketAddress address) {
  static Target of(String name, URI base) {
    int port = base.getPort() < 0 ? 80 : base.getPort();
    return new Target(name, new InetSocketAddress(base.getHost(), port));
  }
}
