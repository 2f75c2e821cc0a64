package duet.vertx;

import duet.service.ChunkLine;
import duet.service.KeptShare;
import duet.service.Problem;
import duet.service.SectionLimit;
import duet.service.Settings;
import duet.service.TrailerLine;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@link RequestReader} that reads bodies. For use on one event loop.
 *
 * <p>The line before a chunk, which the decoder hides, is looked at where it stands in the buffer,
 * before the decoder has read it: it reads whole lines, and never one of a body together with one
 * of a head.
 */
abstract class BodyReader extends VertxHttpRequestDecoder {
  private static final byte CR = '\r';
  private static final byte LF = '\n';

  /** What is read next. */
  private enum Part {
    WITH_LENGTH,
    CHUNK_LINE,
    CHUNK,
    TRAILERS
  }

  private final int maxLineBytes;
  private final int maxBodyBytes;
  private final int maxSectionBytes;
  private Part next = Part.WITH_LENGTH;
  private long chunkBytes;
  private long bodyBytes;
  private long excessBytes;
  private int trailerBytes;
  private int trailers;

  BodyReader(HttpServerOptions options, Settings settings) {
    super(withoutLimits(options, settings));
    this.maxSectionBytes = settings.maxHeaderBytes();
    this.maxLineBytes = settings.maxRequestLineBytes();
    this.maxBodyBytes = settings.maxBodyBytes();
  }

  /** Netty has one limit for the header and the trailer section together: ours come before it. */
  private static HttpServerOptions withoutLimits(HttpServerOptions options, Settings settings) {
    return new HttpServerOptions(options).setMaxHeaderSize(4 * settings.maxHeaderBytes());
  }

  /** Decodes as if no more had come. */
  final void decodeUpTo(int end, ChannelHandlerContext context, ByteBuf bytes, List<Object> out)
      throws Exception {
    int come = bytes.writerIndex();
    bytes.writerIndex(end);
    super.decode(context, bytes, out);
    bytes.writerIndex(come);
  }

  /** A head has been read; what is read next is its body. */
  final void beginBody(boolean chunked) {
    next = chunked ? Part.CHUNK_LINE : Part.WITH_LENGTH;
    bodyBytes = 0;
    excessBytes = 0;
    trailerBytes = 0;
    trailers = 0;
  }

  /** A field of a trailer section was read. */
  final void trailerCame() {
    trailers++;
  }

  /**
   * What is kept of a body beside its data while more of it is waited for: lines that have not
   * ended, and trailers, which Netty keeps to their end.
   */
  final long framingCost(ByteBuf unread) {
    return switch (next) {
      case WITH_LENGTH, CHUNK -> 0;
      case CHUNK_LINE -> unread.readableBytes();
      case TRAILERS ->
          unread.readableBytes() + trailerBytes + (long) KeptShare.FIELD_BYTES * trailers;
    };
  }

  /** Adds what can be read of a body; what ends it is its last object or a failed one. */
  final void readBody(ChannelHandlerContext context, ByteBuf bytes, List<Object> out)
      throws Exception {
    int from = bytes.readerIndex();
    switch (next) {
      case WITH_LENGTH -> super.decode(context, bytes, out);
      case CHUNK_LINE -> {
        int length = bytes.bytesBefore(LF);
        Problem refusal = length < 0 ? partRefusal(bytes) : chunkLineRefusal(bytes, length);
        if (refusal != null) {
          refuseBody(refusal, bytes, out);
        } else if (length >= 0) {
          readChunk(context, bytes, out, from);
        }
      }
      case CHUNK -> readChunk(context, bytes, out, from);
      case TRAILERS -> readTrailers(context, bytes, out);
    }
  }

  /** What is wrong with a part of the line before a chunk; null for nothing. */
  private @Nullable Problem partRefusal(ByteBuf bytes) {
    int length = bytes.bytesBefore(CR);
    int most = length == maxLineBytes ? maxLineBytes + 1 : maxLineBytes;
    return bytes.readableBytes() > most
            || LineStart.hasBareCr(bytes)
            || startOfLine(bytes) == ChunkLine.Start.MALFORMED
        ? Problem.MALFORMED
        : null;
  }

  private static ChunkLine.Start startOfLine(ByteBuf bytes) {
    var start = new byte[Math.min(bytes.readableBytes(), ChunkLine.TELLING_BYTES)];
    bytes.getBytes(bytes.readerIndex(), start);
    return ChunkLine.start(start);
  }

  /** What is wrong with the line before a chunk; null for nothing. */
  private @Nullable Problem chunkLineRefusal(ByteBuf bytes, int length) {
    int from = bytes.readerIndex();
    if (length == 0 || bytes.getByte(from + length - 1) != CR || length - 1 > maxLineBytes) {
      return Problem.MALFORMED;
    }
    var line = new byte[length - 1];
    bytes.getBytes(from, line);
    int size = ChunkLine.size(line, 0, line.length);
    if (size == ChunkLine.MALFORMED) {
      return Problem.MALFORMED;
    }
    excessBytes = ChunkLine.excess(excessBytes, line.length, size);
    if (excessBytes > maxSectionBytes) {
      return Problem.MALFORMED;
    }
    bodyBytes += size;
    if (bodyBytes > maxBodyBytes) {
      return Problem.BODY_TOO_LARGE;
    }
    chunkBytes = length + 1L + size + 2;
    next = size == 0 ? Part.TRAILERS : Part.CHUNK;
    coverExtensions(bytes, from, line.length);
    return null;
  }

  /**
   * Extensions are read over, so one is as good as another: Netty's parser knows no blanks before
   * the second one's semicolon (RFC 9112 §7.1.1).
   */
  private static void coverExtensions(ByteBuf bytes, int from, int length) {
    int semicolon = bytes.bytesBefore(from, length, (byte) ';');
    for (int i = semicolon + 1; semicolon >= 0 && i < length; i++) {
      bytes.setByte(from + i, 'x');
    }
  }

  /** Reads a chunk's line, its data or the CRLF behind them, or several of these. */
  private void readChunk(ChannelHandlerContext context, ByteBuf bytes, List<Object> out, int from)
      throws Exception {
    super.decode(context, bytes, out);
    chunkBytes -= bytes.readerIndex() - from;
    if (next == Part.CHUNK && chunkBytes == 0) {
      next = Part.CHUNK_LINE;
    } else if (next == Part.CHUNK
        && chunkBytes == 2
        && bytes.isReadable()
        && bytes.getByte(bytes.readerIndex()) != CR) {
      refuseBody(Problem.MALFORMED, bytes, out);
    }
  }

  private void readTrailers(ChannelHandlerContext context, ByteBuf bytes, List<Object> out)
      throws Exception {
    int from = bytes.readerIndex();
    int left = maxSectionBytes - trailerBytes;
    if (SectionLimit.find(bytes::getByte, from, bytes.writerIndex(), left) != null
        || !areTrailersInOrder(bytes)) {
      refuseBody(Problem.MALFORMED, bytes, out);
      return;
    }
    super.decode(context, bytes, out);
    trailerBytes += bytes.readerIndex() - from;
  }

  /**
   * Looks at whole lines before they are read: Netty looks at a value once the next line is there.
   */
  private static boolean areTrailersInOrder(ByteBuf bytes) {
    int start = bytes.readerIndex();
    int end = bytes.indexOf(start, bytes.writerIndex(), LF);
    while (end > start + 1) {
      var line = new byte[end - 1 - start];
      bytes.getBytes(start, line);
      if (!TrailerLine.isWellFormed(line)) {
        return false;
      }
      start = end + 1;
      end = bytes.indexOf(start, bytes.writerIndex(), LF);
    }
    return true;
  }

  static void refuseBody(Problem problem, ByteBuf bytes, List<Object> out) {
    var end = new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER);
    end.setDecoderResult(Refused.result(problem));
    out.add(end);
    bytes.skipBytes(bytes.readableBytes());
  }
}
