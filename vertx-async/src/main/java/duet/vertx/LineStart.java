package duet.vertx;

import duet.service.RequestLine;
import io.netty.buffer.ByteBuf;

/**
 * What a line begins with, where that decides what it is; looked for in the decoder's buffer, since
 * it joins lines and waits for their ends.
 */
final class LineStart {
  private static final byte CR = '\r';
  private static final byte LF = '\n';

  private static final byte[] HEAD = RequestLine.startOfHead();

  private LineStart() {}

  /** Whether it begins as a request line of HEAD does. */
  static boolean isHead(ByteBuf bytes) {
    if (bytes.readableBytes() < HEAD.length) {
      return false;
    }
    for (int i = 0; i < HEAD.length; i++) {
      if (bytes.getByte(bytes.readerIndex() + i) != HEAD[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether what is to be read begins with a control character up to CR, or with an octet that is
   * not ASCII; neither may begin a request line.
   */
  static boolean isControl(ByteBuf bytes) {
    return bytes.isReadable() && bytes.getByte(bytes.readerIndex()) <= CR;
  }

  /** Whether it begins with a CR that ends no line (RFC 9112 §2.2). */
  static boolean isBareCr(ByteBuf bytes) {
    int at = bytes.readerIndex();
    return bytes.readableBytes() > 1 && bytes.getByte(at) == CR && bytes.getByte(at + 1) != LF;
  }

  /** Whether there is a CR in it that ends no line. */
  static boolean hasBareCr(ByteBuf bytes) {
    return hasBareCr(bytes, bytes.readerIndex());
  }

  /** The same from an index on, which may be of what has been read. */
  static boolean hasBareCr(ByteBuf bytes, int from) {
    int last = bytes.writerIndex() - 1; // of which nobody knows yet what it ends
    for (int at = from; at >= 0 && at < last; ) {
      at = bytes.indexOf(at, last, CR);
      if (at >= 0 && bytes.getByte(at + 1) != LF) {
        return true;
      }
      at = at < 0 ? at : at + 1;
    }
    return false;
  }

  /** Whether it begins with a blank, and so goes on with a field's value (RFC 9112 §5.2). */
  static boolean isBlank(ByteBuf bytes) {
    return bytes.isReadable() && isBlank(bytes.getByte(bytes.readerIndex()));
  }

  /** Whether a line other than the first of these begins with a blank. */
  static boolean isBlankWithin(ByteBuf bytes, int from, int to) {
    int at = from;
    while (at < to - 1) { // with its end before its start a search would run backwards
      int lineEnd = bytes.indexOf(at, to - 1, LF);
      if (lineEnd < 0) {
        return false;
      }
      if (isBlank(bytes.getByte(lineEnd + 1))) {
        return true;
      }
      at = lineEnd + 1;
    }
    return false;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }
}
