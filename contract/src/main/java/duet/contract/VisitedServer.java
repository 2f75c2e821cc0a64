package duet.contract;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The server that {@code -Dcontract.url} or the launcher's parameter of that name names, for the
 * constructor of a suite. As an extension it also fails a suite at its start, in one line instead
 * of one for each case, when the value names no server or nothing listens there.
 */
final class VisitedServer implements BeforeAllCallback, ParameterResolver {
  static final String PROPERTY = "contract.url";

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Override
  public void beforeAll(ExtensionContext context) {
    awaitListener(PROPERTY, base(context));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == URI.class;
  }

  @Override
  public URI resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return base(context);
  }

  private static URI base(ExtensionContext context) {
    return base(PROPERTY, context.getConfigurationParameter(PROPERTY).orElse(""));
  }

  /**
   * @param name what the person who gave the value calls it
   * @throws IllegalArgumentException if the value is no server's address; https is none here, since
   *     the suite speaks over plain sockets
   */
  static URI base(String name, String value) {
    try {
      var url = new URI(value);
      boolean isBare = url.getRawPath() == null || url.getRawPath().matches("/?");
      if ("http".equalsIgnoreCase(url.getScheme())
          && url.getHost() != null
          && url.getPort() <= 65_535
          && isBare
          && url.getRawUserInfo() == null
          && url.getRawQuery() == null
          && url.getRawFragment() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // falls to the one message for all that is no such URL
    }
    throw new IllegalArgumentException(
        name + " must be a URL like http://127.0.0.1:8080, without a path: '" + value + "'");
  }

  /**
   * @param name what the person who gave the address calls it
   * @throws IllegalStateException if nothing takes connections there
   */
  static void awaitListener(String name, URI base) {
    try (var socket = new Socket()) {
      int port = base.getPort() < 0 ? 80 : base.getPort();
      socket.connect(
          new InetSocketAddress(base.getHost(), port), Math.toIntExact(PATIENCE.toMillis()));
    } catch (IOException e) {
      throw new IllegalStateException(
          name + " must name a server that listens: " + base + ": " + e.getMessage());
    }
  }
}
