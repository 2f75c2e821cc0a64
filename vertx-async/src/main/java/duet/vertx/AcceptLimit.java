package duet.vertx;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Leaves connections with the kernel while as many are open as there is room for, those that are
 * being refused included. Vert.x accepts on a thread of its own, as fast as clients come, and an
 * event loop that has much to do would find the process without a descriptor; a class that is
 * needed for the first time then is lost for good, and the listener may be with it
 * (docs/decisions/0018). For use on the listener's own event loop.
 */
final class AcceptLimit extends ChannelInboundHandlerAdapter {
  /**
   * Netty takes sixteen before it looks at anything else, and so may have taken some before this is
   * told of a listener; there is room for them too.
   */
  private static final int UNSEEN = 32;

  private final int most;
  private int open;

  private AcceptLimit(int most) {
    this.most = most;
  }

  /**
   * From now on the listener of this connection, its first, takes no more than so many at once; may
   * be called on any thread, and more than once.
   *
   * @param most that there is room for
   */
  static void of(Channel first, int most) {
    Channel listener = first.parent();
    listener
        .eventLoop()
        .execute(
            () -> {
              if (listener.isOpen() && listener.pipeline().get(AcceptLimit.class) == null) {
                var limit = new AcceptLimit(Math.max(1, most - UNSEEN));
                listener.pipeline().addFirst(limit);
                limit.opened(listener, first);
              }
            });
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof Channel accepted) {
      opened(context.channel(), accepted);
    }
    context.fireChannelRead(message);
  }

  private void opened(Channel listener, Channel accepted) {
    open++;
    if (open >= most) {
      listener.config().setAutoRead(false);
    }
    accepted.closeFuture().addListener(_ -> whenItHasLeft(accepted, () -> closed(listener)));
  }

  /**
   * Netty tells of a close first and does then, in tasks of the connection's own loop, what else it
   * brings about; only when that is done the connection has given back its place.
   */
  private static void whenItHasLeft(Channel accepted, Runnable then) {
    if (accepted.isRegistered()) {
      accepted.eventLoop().execute(() -> accepted.eventLoop().execute(then));
    } else {
      then.run();
    }
  }

  private void closed(Channel listener) {
    if (!listener.eventLoop().isShuttingDown()) {
      listener.eventLoop().execute(() -> left(listener));
    }
  }

  private void left(Channel listener) {
    open--;
    if (open < most && listener.isOpen() && !listener.config().isAutoRead()) {
      listener.config().setAutoRead(true);
    }
  }
}
