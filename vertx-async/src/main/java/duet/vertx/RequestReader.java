package duet.vertx;

import duet.service.KeptShare;
import duet.service.Pace;
import duet.service.Problem;
import duet.service.Settings;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.net.impl.ShutdownEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Vert.x reads requests with. It is Vert.x's own decoder, which leaves to its subclasses what
 * is made of a request line and of field names; what it lets pass and RFC 9112 does not is refused
 * by {@link HeadReader} or, in a body, by {@link BodyReader}, after which nothing more of the
 * connection is read. For use on one event loop.
 */
final class RequestReader extends HeadReader {
  private static final byte CR = '\r';

  private final Pace pace;
  private final KeptShare share;
  private @Nullable ChannelHandlerContext context;
  private boolean headBegun;
  private boolean held;
  private final Ahead ahead = new Ahead();

  /**
   * @param pace is told of heads that do not come at once
   * @param share has what is kept of heads and of what comes behind them
   */
  RequestReader(HttpServerOptions options, Settings settings, Pace pace, KeptShare share) {
    super(options, settings);
    this.pace = pace;
    this.share = share;
  }

  /**
   * Takes the place of a new connection's decoder, before a byte is read. Vert.x offers no public
   * way to its pipeline; where this one is not there, the connection keeps the decoder it has.
   *
   * @return what has taken the place; null where nothing has
   */
  static @Nullable RequestReader takeOver(
      HttpConnection connection,
      HttpServerOptions options,
      Settings settings,
      Pace pace,
      KeptShare share) {
    return connection instanceof ConnectionBase base
        ? takeOver(base.channel(), options, settings, pace, share)
        : null;
  }

  static @Nullable RequestReader takeOver(
      Channel channel, HttpServerOptions options, Settings settings, Pace pace, KeptShare share) {
    var theirs = channel.pipeline().context(VertxHttpRequestDecoder.class);
    if (theirs == null) {
      return null;
    }
    var ours = new RequestReader(options, settings, pace, share);
    channel.pipeline().replace(theirs.handler(), theirs.name(), ours);
    return ours;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) throws Exception {
    super.handlerAdded(added);
    context = added;
  }

  /** What else comes on a connection is thrown away; its end is still noticed. */
  static void readNothingMore(HttpConnection connection) {
    if (connection instanceof ConnectionBase base) {
      var reader = base.channel().pipeline().get(RequestReader.class);
      if (reader != null) {
        reader.next = Part.NOTHING;
      }
    }
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf bytes, List<Object> out)
      throws Exception {
    if ((unanswered || !ahead.isEmpty()) && next != Part.NOTHING) {
      hold(context, bytes);
      return;
    }
    boolean ofAHead = next == Part.REQUEST_LINE || next == Part.FIELDS;
    int first = out.size();
    readOn(context, bytes, out);
    if (ofAHead && next != Part.NOTHING && !share.holds(headCost(bytes))) {
      out.subList(first, out.size()).clear();
      refuse(createInvalidMessage(), Problem.NO_ROOM, bytes, out);
      forget(context);
    }
    boolean headIncomplete =
        next == Part.FIELDS
            || (next == Part.REQUEST_LINE
                && !unanswered
                && bytes.isReadable()
                && !LineStart.isControl(bytes)); // the CR of an empty line begins none
    if (headIncomplete && !headBegun) {
      pace.headBegan();
    }
    headBegun = headIncomplete;
  }

  /** Netty keeps what it has read of a head until the connection has closed, or the next begins. */
  private void forget(ChannelHandlerContext context) throws Exception {
    reset();
    decodeUpTo(0, context, Unpooled.EMPTY_BUFFER, new ArrayList<>());
  }

  private void readOn(ChannelHandlerContext context, ByteBuf bytes, List<Object> out)
      throws Exception {
    switch (next) {
      case REQUEST_LINE -> {
        head = false;
        if (LineStart.isControl(bytes) && !skipEmptyLines(bytes, out)) {
          return;
        }
        head = LineStart.isHead(bytes);
        readHead(context, bytes, out);
      }
      case FIELDS -> readHead(context, bytes, out);
      case BODY -> {
        int first = out.size();
        readBody(context, bytes, out);
        if (out.size() == first && !share.holds(headCost(bytes) + framingCost(bytes))) {
          refuseBody(Problem.NO_ROOM, bytes, out);
        }
        if (out.size() > first) {
          next = partAfter((HttpObject) out.getLast());
          unanswered = next == Part.REQUEST_LINE;
        }
      }
      case NOTHING -> bytes.skipBytes(bytes.readableBytes());
    }
  }

  /**
   * RFC 9112 §2.2: an empty line before a request is ignored.
   *
   * @return whether the first byte of a request line follows
   */
  private boolean skipEmptyLines(ByteBuf bytes, List<Object> out) {
    while (LineStart.isControl(bytes)) {
      if (bytes.getByte(bytes.readerIndex()) != CR || LineStart.isBareCr(bytes)) {
        refuse(createInvalidMessage(), Problem.MALFORMED, bytes, out);
        return false;
      }
      if (bytes.readableBytes() == 1) {
        return false;
      }
      bytes.skipBytes(2);
    }
    return bytes.isReadable();
  }

  /**
   * What has come behind a request is looked at when that has been answered. Where there is no room
   * for it the connection ends: a request is being answered, and nothing else can be said.
   */
  private void hold(ChannelHandlerContext context, ByteBuf bytes) {
    held = true;
    context.channel().config().setAutoRead(false); // Vert.x may have begun to read again
    if (share.holds(headCost(Unpooled.EMPTY_BUFFER) + ahead.costWith(bytes))) {
      ahead.add(bytes);
    } else {
      readNothingMore(bytes);
      ahead.clear();
      var _ = context.close();
    }
  }

  /** Netty would read on where a read has brought no message. */
  @Override
  public void channelReadComplete(ChannelHandlerContext context) throws Exception {
    if (held) {
      discardSomeReadBytes();
      context.fireChannelReadComplete();
    } else {
      super.channelReadComplete(context);
    }
  }

  /** The request that was read last has been answered. */
  void answered() {
    unanswered = false;
    share.release();
    if (held && context != null) {
      // Not at once: Vert.x has yet to be told that there is an answer.
      context.executor().execute(this::resume);
    }
  }

  private void resume() {
    ChannelHandlerContext ours = context;
    if (ours == null || ours.isRemoved() || !ours.channel().isActive()) {
      return;
    }
    held = false;
    ours.channel().config().setAutoRead(true);
    try {
      channelRead(ours, ahead.take());
      channelReadComplete(ours);
    } catch (Exception e) {
      exceptionCaught(ours, e);
    }
  }

  /** Its connection has closed. */
  void closed() {
    ahead.clear();
    share.release();
  }

  /** Whether there are bytes that have not been looked at. */
  boolean hasMore() {
    return isHolding() || actualReadableBytes() > 0;
  }

  /** Whether a request is kept waiting by one before it, or by its answer. */
  boolean isHolding() {
    return !ahead.isEmpty();
  }

  /**
   * Refuses a request of which not all has come.
   *
   * @return false where there is none
   */
  boolean giveUp(Problem problem) {
    ChannelHandlerContext ours = context;
    if (ours == null || unanswered || next == Part.NOTHING) {
      return false;
    }
    var out = new ArrayList<Object>();
    if (next == Part.BODY) {
      refuseBody(problem, Unpooled.EMPTY_BUFFER, out);
      next = Part.NOTHING;
    } else {
      refuse(createInvalidMessage(), problem, Unpooled.EMPTY_BUFFER, out);
    }
    out.forEach(ours::fireChannelRead);
    ours.fireChannelReadComplete();
    return true;
  }

  /**
   * A server that stops ends each connection with an answer that says so, and those without a
   * request itself ({@link Connections}): Vert.x would close one on which a head is being read.
   */
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    if (!(event instanceof ShutdownEvent)) {
      super.userEventTriggered(context, event);
    }
  }

  /** What is incomplete when the connection ends was no request, and nobody waits for an answer. */
  @Override
  protected void decodeLast(ChannelHandlerContext context, ByteBuf bytes, List<Object> out) {
    readNothingMore(bytes);
  }

  /**
   * A connection that breaks has ended, and is told to Vert.x as that: its own handler of the
   * failure (5.0.12) fails itself where a pipelined request waits.
   */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
    Collapse.ifOutOfMemory(failure);
    if (failure instanceof IOException) {
      var _ = context.close();
    } else {
      context.fireExceptionCaught(failure);
    }
  }

  private static Part partAfter(HttpObject ofABody) {
    if (!ofABody.decoderResult().isSuccess()) {
      return Part.NOTHING;
    }
    return ofABody instanceof LastHttpContent ? Part.REQUEST_LINE : Part.BODY;
  }
}
