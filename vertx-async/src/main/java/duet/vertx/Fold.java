package duet.vertx;

import io.netty.buffer.ByteBuf;

/**
 * A line that begins with a blank and so goes on with a field's value (RFC 9112 §5.2). The decoder
 * joins such lines, so they are looked for where they stand in its buffer.
 */
final class Fold {
  private Fold() {}

  /** Whether what is to be read begins with a blank. */
  static boolean startsIn(ByteBuf bytes) {
    return bytes.isReadable() && isBlank(bytes.getByte(bytes.readerIndex()));
  }

  /** Whether a line other than the first of these begins with a blank. */
  static boolean isWithin(ByteBuf bytes, int from, int to) {
    int at = from;
    while (at < to - 1) { // with its end before its start a search would run backwards
      int lineEnd = bytes.indexOf(at, to - 1, (byte) '\n');
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
