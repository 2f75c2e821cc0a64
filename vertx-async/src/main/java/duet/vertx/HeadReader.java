package duet.vertx;

import duet.service.FieldSection;
import duet.service.Fields.Name;
import duet.service.KeptShare;
import duet.service.Problem;
import duet.service.RequestLine;
import duet.service.SectionLimit;
import duet.service.Settings;
import duet.service.TrailerLine;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import io.netty.util.ByteProcessor;
import io.vertx.core.http.HttpServerOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@link RequestReader} that reads request lines and header sections. For use on one
 * event loop.
 */
abstract class HeadReader extends BodyReader {
  private static final byte CR = '\r';
  private static final byte LF = '\n';
  private static final int NINTH = 8;

  /** What is read next. */
  enum Part {
    REQUEST_LINE,
    FIELDS,
    BODY,
    NOTHING
  }

  private final FieldSection rules;
  private final NotedFields fields = new NotedFields();
  private final int maxLineBytes;
  private final int maxHeaderBytes;
  private final int maxHeaderCount;
  Part next = Part.REQUEST_LINE;
  boolean head;

  /** Whether all of a request has been read, and nothing said to it. */
  boolean unanswered;

  private int lineBytes;
  private int headBytes;

  HeadReader(HttpServerOptions options, Settings settings) {
    super(options, settings);
    this.rules = new FieldSection(settings);
    this.maxLineBytes = settings.maxRequestLineBytes();
    this.maxHeaderBytes = settings.maxHeaderBytes();
    this.maxHeaderCount = settings.maxHeaderCount();
  }

  /**
   * Adds what can be read of a head, its request line included; what ends it is a message, or a
   * failed one.
   */
  final void readHead(ChannelHandlerContext context, ByteBuf bytes, List<Object> out)
      throws Exception {
    if (next == Part.REQUEST_LINE && bytes.readableBytes() > maxLineBytes) {
      Problem refusal = lineRefusal(bytes);
      if (refusal != null) {
        refuse(createInvalidMessage(), refusal, bytes, out);
        return;
      }
      if (bytes.readableBytes() == maxLineBytes + 1 && bytes.bytesBefore(LF) < 0) {
        return; // its last byte is the CR of the longest line
      }
    }
    int from = bytes.readerIndex();
    int first = out.size();
    boolean folded = next == Part.FIELDS && LineStart.isBlank(bytes);
    SectionLimit.Overrun overrun = overrun(bytes);
    if (overrun == null) {
      super.decode(context, bytes, out);
    } else {
      decodeUpTo(overrun.lineStart(), context, bytes, out);
    }
    HttpMessage message = out.size() > first ? (HttpMessage) out.get(first) : null;
    if (message != null && !message.decoderResult().isSuccess()) {
      next = Part.NOTHING;
      return;
    }
    if (next == Part.REQUEST_LINE) { // not all of it has come
      if (LineStart.hasBareCr(bytes)) {
        refuse(createInvalidMessage(), Problem.MALFORMED, bytes, out);
      }
      return;
    }
    headBytes += bytes.readerIndex() - from;
    folded |= LineStart.isBlankWithin(bytes, from, bytes.readerIndex()); // RFC 9112 §5.2, §2.2
    boolean complete = out.size() > first + 1;
    boolean broken =
        folded || (message == null && overrun == null && LineStart.hasBareCr(bytes, from));
    Problem refusal = broken ? Problem.MALFORMED : headRefusal(message);
    if (refusal == null && overrun != null) {
      refusal = overrun.problem();
    }
    if (refusal == null && message == null && beginsOneTooMany(bytes)) {
      refusal = Problem.HEADER_TOO_LARGE;
    }
    if (refusal != null) {
      out.subList(first, out.size()).clear();
      refuse(message == null ? createInvalidMessage() : message, refusal, bytes, out);
    } else if (complete) {
      next = Part.REQUEST_LINE;
      unanswered = true;
    } else if (message != null) {
      next = Part.BODY;
      beginBody(fields.count(Name.TRANSFER_ENCODING) > 0);
    }
  }

  /** What the head that is being read, or was read last, takes of memory, as far as it has come. */
  final long headCost(ByteBuf unread) {
    boolean began = next != Part.REQUEST_LINE || unanswered;
    int incomplete = unanswered || next == Part.BODY ? 0 : unread.readableBytes();
    return incomplete + (began ? headBytes + (long) KeptShare.FIELD_BYTES * fields.count() : 0);
  }

  /** Where a header section becomes too large with what has come; null where it does not. */
  private SectionLimit.@Nullable Overrun overrun(ByteBuf bytes) {
    int left = next == Part.FIELDS ? maxHeaderBytes - (headBytes - lineBytes) : maxHeaderBytes;
    if (bytes.readableBytes() < left - 1) {
      return null;
    }
    int from = bytes.readerIndex();
    if (next == Part.REQUEST_LINE) {
      int lineLength = bytes.bytesBefore(LF);
      if (lineLength < 0) {
        return null;
      }
      from += lineLength + 1;
    }
    return SectionLimit.find(bytes::getByte, from, bytes.writerIndex(), left);
  }

  /**
   * What is wrong with a request line of which there may be too much, or null. Netty decides that
   * by what has come at once, and so differently for the same line.
   */
  private @Nullable Problem lineRefusal(ByteBuf bytes) {
    int from = bytes.readerIndex();
    int length = bytes.forEachByte(from, maxLineBytes + 1, ByteProcessor.FIND_CRLF) - from;
    if (length < 0) {
      // Without a blank there is no target that could be too long.
      return bytes.indexOf(from, from + maxLineBytes + 1, (byte) ' ') < 0
          ? Problem.MALFORMED
          : Problem.LINE_TOO_LONG;
    }
    boolean isEnd =
        bytes.getByte(from + length) == CR
            && (bytes.readableBytes() == length + 1 || bytes.getByte(from + length + 1) == LF);
    return isEnd ? null : Problem.MALFORMED;
  }

  private boolean beginsOneTooMany(ByteBuf bytes) {
    return fields.count() == maxHeaderCount
        && bytes.isReadable()
        && bytes.getByte(bytes.readerIndex()) != CR
        && !LineStart.isBlank(bytes);
  }

  private @Nullable Problem headRefusal(@Nullable HttpMessage message) {
    if (message == null) {
      return null;
    }
    return rules.refusal(isHttp11(message), fields.of(message.headers()));
  }

  /**
   * A request has a body where a field says so, and only there (RFC 9112 §6.3); Netty alone would
   * give a handshake of WebSocket's first drafts eight bytes.
   */
  @Override
  protected boolean isContentAlwaysEmpty(@Nullable HttpMessage message) {
    return fields.count(Name.TRANSFER_ENCODING) == 0 && fields.count(Name.CONTENT_LENGTH) == 0;
  }

  private static boolean isHttp11(HttpMessage message) {
    return message.protocolVersion().minorVersion() != 0;
  }

  /** The last word of a request line; the line is at hand as a whole, from the array's start. */
  @Override
  protected String splitThirdWordInitialLine(byte[] line, int start, int length) {
    Problem refusal = RequestLine.refusal(line, start + length);
    if (refusal != null) {
      throw new Refused(refusal);
    }
    next = Part.FIELDS;
    lineBytes = start + length + 2;
    headBytes = 0;
    fields.clear();
    return RequestLine.isHttp10(line, start + length)
        ? super.splitThirdWordInitialLine(line, start, length)
        : HttpVersion.HTTP_1_1.text();
  }

  /** The name of a field, in a header section or a trailer section. */
  @Override
  protected AsciiString splitHeaderName(byte[] line, int start, int length) {
    if (length == 0) {
      throw new Refused(Problem.MALFORMED); // RFC 9112 §5
    }
    AsciiString name = name(line, start, length);
    if (next == Part.FIELDS) {
      fields.note(name);
      if (fields.count() > maxHeaderCount) {
        throw new Refused(Problem.HEADER_TOO_LARGE);
      }
    } else if (TrailerLine.isAllowed(name)) {
      trailerCame();
    } else {
      throw new Refused(Problem.MALFORMED);
    }
    return name;
  }

  /**
   * Vert.x 5.0.12 compares all letters of Content-Length and Content-Type but the ninth: to it
   * {@code Content-Rength} would be a length.
   */
  private AsciiString name(byte[] line, int start, int length) {
    AsciiString name = super.splitHeaderName(line, start, length);
    return length > NINTH && (name.byteAt(NINTH) | 0x20) != (line[start + NINTH] | 0x20)
        ? new AsciiString(line, start, length, true)
        : name;
  }

  /** Stands for a request that could not be read; refusals have the server's own version. */
  @Override
  protected HttpMessage createInvalidMessage() {
    return new DefaultFullHttpRequest(
        HttpVersion.HTTP_1_1, head ? HttpMethod.HEAD : HttpMethod.GET, "/", Unpooled.EMPTY_BUFFER);
  }

  final void refuse(HttpMessage message, Problem refusal, ByteBuf bytes, List<Object> out) {
    message.setDecoderResult(Refused.result(refusal));
    out.add(message);
    readNothingMore(bytes);
  }

  final void readNothingMore(ByteBuf bytes) {
    next = Part.NOTHING;
    bytes.skipBytes(bytes.readableBytes());
  }
}
