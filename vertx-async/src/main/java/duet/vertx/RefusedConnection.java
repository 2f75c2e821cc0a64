package duet.vertx;

import duet.service.BareAnswer;
import duet.service.Places;
import duet.service.Problem;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/** A connection too many: it is told so before it has asked for anything, and closed in stages. */
final class RefusedConnection {
  private RefusedConnection() {}

  /**
   * Ends it.
   *
   * @param places of connections that are being refused; without one it is just closed
   */
  static void refuse(HttpConnection connection, Places places) {
    if (!(connection instanceof ConnectionBase base) || !places.enter()) {
      connection.close();
      return;
    }
    Channel channel = base.channel();
    channel.closeFuture().addListener(_ -> places.leave());
    LingeringClose.of(connection);
    var lingering = channel.pipeline().context(LingeringClose.class);
    if (lingering != null) {
      var _ =
          lingering.writeAndFlush(
              Unpooled.wrappedBuffer(
                  BareAnswer.closing(Problem.TOO_MANY_CONNECTIONS, "vertx-async")));
    }
    connection.close();
  }
}
