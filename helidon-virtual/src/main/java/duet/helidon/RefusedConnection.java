package duet.helidon;

import duet.service.BareAnswer;
import duet.service.Places;
import duet.service.Problem;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.spi.ServerConnection;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/** A connection too many: it is told so before it has asked for anything, and closed in stages. */
final class RefusedConnection implements ServerConnection {
  private final Socket socket;
  private final Places places;

  /**
   * @param places of connections that are being refused; without one it is just closed
   */
  RefusedConnection(Socket socket, Places places) {
    this.socket = socket;
    this.places = places;
  }

  @Override
  public void handle(Limit limit) {
    if (!places.enter()) {
      return;
    }
    try {
      socket
          .getOutputStream()
          .write(BareAnswer.closing(Problem.TOO_MANY_CONNECTIONS, "helidon-virtual"));
      LingeringClose.of(socket, null);
    } catch (IOException _) {
      // It has gone already.
    } finally {
      places.leave();
    }
  }

  @Override
  public Duration idleTime() {
    return Duration.ZERO;
  }

  @Override
  public void close(boolean interrupt) {
    // It ends by itself within a second.
  }
}
