package duet.gatling;

import java.net.URI;

/**
 * A server under test.
 *
 * @param name what the table calls it, for instance {@code vertx-async} or the authority of a
 *     {@code -Dtarget}
 * @param model {@code async}, {@code thread}, or {@code target} for a server that is not ours
 * @param base scheme, host and port, without a path
 */
public record Subject(String name, String model, URI base) {

  /** The port it is reached on; the scheme's own where the URI names none. */
  public int port() {
    return base.getPort() != -1 ? base.getPort() : base.getScheme().equals("https") ? 443 : 80;
  }
}
