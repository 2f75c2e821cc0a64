package duet.vertx;

import duet.service.Problem;
import duet.service.Settings;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.IOException;
import java.util.List;

/**
 * What Vert.x reads requests with. It is Vert.x's own decoder, which leaves to its subclasses what
 * is made of a request line and of field names; what it lets pass and RFC 9112 does not is refused
 * by {@link HeadReader} or, in a body, by {@link BodyReader}, after which nothing more of the
 * connection is read. For use on one event loop.
 */
final class RequestReader extends HeadReader {
  private static final byte CR = '\r';

  RequestReader(HttpServerOptions options, Settings settings) {
    super(options, settings);
  }

  /**
   * Takes the place of a new connection's decoder, before a byte is read. Vert.x offers no public
   * way to its pipeline; where this one is not there, the connection keeps the decoder it has.
   *
   * @return whether it has taken the place
   */
  static boolean takeOver(HttpConnection connection, HttpServerOptions options, Settings settings) {
    return connection instanceof ConnectionBase base && takeOver(base.channel(), options, settings);
  }

  static boolean takeOver(Channel channel, HttpServerOptions options, Settings settings) {
    var theirs = channel.pipeline().context(VertxHttpRequestDecoder.class);
    if (theirs == null) {
      return false;
    }
    channel
        .pipeline()
        .replace(theirs.handler(), theirs.name(), new RequestReader(options, settings));
    return true;
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
        if (out.size() > first) {
          next = partAfter((HttpObject) out.getLast());
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
