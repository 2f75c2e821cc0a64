package duet.vertx;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.VertxWrapper;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.impl.PgConnectionFactory;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.internal.Connection;
import io.vertx.sqlclient.spi.ConnectionFactory;
import java.util.concurrent.TimeUnit;

/**
 * The driver of Vert.x, but patient only so long with a database that takes connections and says
 * nothing. In Vert.x 5.0.12 neither the attempt at a connection nor the farewell to one has a
 * time-out, and each would wait for ever, in the pool and when the server stops. Hence the
 * implementation classes. Safe for use by several event loops.
 */
final class PatientDriver extends PgDriver {
  private static final AttributeKey<Boolean> READY = AttributeKey.valueOf("duet.database.ready");
  private static final long FAREWELL_MILLIS = 1000;

  private final long millis;

  /**
   * @param millis how long the database may take from the connection of the socket until it takes
   *     statements
   */
  PatientDriver(long millis) {
    this.millis = millis;
  }

  @Override
  public ConnectionFactory<PgConnectOptions> createConnectionFactory(
      Vertx vertx, NetClientOptions transport) {
    return new Factory(new WatchedVertx((VertxInternal) vertx, millis), transport);
  }

  /**
   * Closes the socket. The driver makes of every other close a farewell that waits for the
   * database's own, so this one begins behind the driver.
   */
  static void cut(Channel channel) {
    channel
        .eventLoop()
        .execute(
            () -> {
              var first = channel.pipeline().firstContext();
              if (first != null) { // none is left once the socket is closed
                var _ = first.close();
              }
            });
  }

  private static Channel channel(NetSocket socket) {
    return ((NetSocketInternal) socket).channelHandlerContext().channel();
  }

  private static final class Factory extends PgConnectionFactory {
    Factory(VertxInternal vertx, NetClientOptions transport) {
      super(vertx, transport);
    }

    @Override
    protected Future<Connection> doConnectInternal(
        PgConnectOptions options, ContextInternal context) {
      return super.doConnectInternal(options, context)
          .onSuccess(
              opened ->
                  channel(((SocketConnectionBase) opened).socket()).attr(READY).set(Boolean.TRUE));
    }
  }

  private static final class WatchedVertx extends VertxWrapper {
    private final long millis;

    WatchedVertx(VertxInternal vertx, long millis) {
      super(vertx);
      this.millis = millis;
    }

    @Override
    public NetClient createNetClient(NetClientOptions options) {
      return new WatchedClient(super.createNetClient(options), millis);
    }
  }

  /** Ends each socket that is not {@link #READY} in time, and at the end each that stays. */
  private static final class WatchedClient implements NetClient {
    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final NetClient client;
    private final long millis;

    WatchedClient(NetClient client, long millis) {
      this.client = client;
      this.millis = millis;
    }

    private Future<NetSocket> watched(Future<NetSocket> connected) {
      return connected.onSuccess(
          socket -> {
            Channel channel = channel(socket);
            open.add(channel);
            var limit =
                channel
                    .eventLoop()
                    .schedule(
                        () -> {
                          if (!channel.hasAttr(READY)) {
                            cut(channel);
                          }
                        },
                        millis,
                        TimeUnit.MILLISECONDS);
            channel.closeFuture().addListener(_ -> limit.cancel(false));
          });
    }

    @Override
    public Future<NetSocket> connect(int port, String host) {
      return watched(client.connect(port, host));
    }

    @Override
    public Future<NetSocket> connect(int port, String host, String serverName) {
      return watched(client.connect(port, host, serverName));
    }

    @Override
    public Future<NetSocket> connect(SocketAddress address) {
      return watched(client.connect(address));
    }

    @Override
    public Future<NetSocket> connect(SocketAddress address, String serverName) {
      return watched(client.connect(address, serverName));
    }

    @Override
    public Future<NetSocket> connect(ConnectOptions options) {
      return watched(client.connect(options));
    }

    @Override
    public Future<Void> shutdown(long timeout, TimeUnit unit) {
      for (Channel channel : open) {
        var _ =
            channel
                .eventLoop()
                .schedule(() -> cut(channel), FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
      }
      return client.shutdown(timeout, unit);
    }

    @Override
    public Future<Boolean> updateSSLOptions(ClientSSLOptions options, boolean force) {
      return client.updateSSLOptions(options, force);
    }

    @Override
    public boolean isMetricsEnabled() {
      return client.isMetricsEnabled();
    }
  }
}
