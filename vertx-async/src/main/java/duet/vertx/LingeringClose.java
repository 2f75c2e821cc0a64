package duet.vertx;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.concurrent.Future;

/**
 * Ends a connection in stages (RFC 9112 §9.6): first what the server has to say, then for a while
 * what the client still sends is thrown away, so that the kernel does not reset the connection and
 * with it the answer. For use on one event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a connection that is given up fails unheard
final class LingeringClose extends ChannelDuplexHandler {
  private static final long LONGEST_MILLIS = 1000;
  private static final int MOST_BYTES = 1024 * 1024;

  private boolean closing;
  private int thrownAway;

  private LingeringClose() {}

  /** From now on this connection, once told to close, closes in stages. */
  static void of(HttpConnection connection) {
    if (connection instanceof ConnectionBase base) {
      Channel channel = base.channel();
      if (channel.isActive() && channel.pipeline().get(LingeringClose.class) == null) {
        channel.pipeline().addFirst(new LingeringClose());
      }
    }
  }

  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    if (!(context.channel() instanceof DuplexChannel channel)) {
      context.close(promise);
      return;
    }
    // Vert.x may close several times over: all of them are done when the last stage is.
    channel.closeFuture().addListener(_ -> promise.trySuccess());
    if (!closing) {
      closing = true;
      channel.config().setAutoRead(true);
      // Not at once: Vert.x may be writing, and have the answer still in a queue of its own.
      context
          .executor()
          .execute(
              () ->
                  context
                      .writeAndFlush(Unpooled.EMPTY_BUFFER)
                      .addListener(_ -> channel.shutdownOutput()));
      Future<?> overdue =
          context.executor().schedule((Runnable) context::close, LONGEST_MILLIS, MILLISECONDS);
      channel.closeFuture().addListener(_ -> overdue.cancel(false));
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!closing) {
      context.fireChannelRead(message);
      return;
    }
    thrownAway += message instanceof ByteBuf bytes ? bytes.readableBytes() : 0;
    ReferenceCountUtil.release(message);
    if (thrownAway > MOST_BYTES) {
      context.close();
    }
  }
}
