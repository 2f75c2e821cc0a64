package duet.vertx;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * What has come behind a request that is being answered, as bytes: made into objects, 64 KiB of the
 * shortest requests would be a megabyte for each client. It is kept outside of Netty's buffers, of
 * which even a small one may hold half a megabyte. For use on one event loop.
 */
final class Ahead {
  private static final byte[] NOTHING = {};

  private byte[] bytes = NOTHING;
  private int from;

  /** The array that was handed out last, of which the rest may come back. */
  private byte[] handedOut = NOTHING;

  boolean isEmpty() {
    return from == bytes.length;
  }

  /** Bytes of memory that it takes once these have come. */
  int costWith(ByteBuf more) {
    return staysWhereItIs(more) ? handedOut.length : bytes.length - from + more.readableBytes();
  }

  /** All of these come last. */
  void add(ByteBuf more) {
    int length = more.readableBytes();
    if (staysWhereItIs(more)) {
      bytes = handedOut;
      from = bytes.length - length;
      more.skipBytes(length);
    } else {
      int come = bytes.length - from;
      var all = new byte[come + length];
      System.arraycopy(bytes, from, all, 0, come);
      more.readBytes(all, come, length);
      bytes = all;
      from = 0;
    }
    handedOut = NOTHING;
  }

  /**
   * What was handed out and has not been used is not copied again while it is more than half of its
   * array: each request of many would copy all that are behind it.
   */
  @SuppressWarnings("ReferenceEquality") // the same array, not one like it
  private boolean staysWhereItIs(ByteBuf rest) {
    return isEmpty()
        && 2 * rest.readableBytes() > handedOut.length
        && rest.hasArray()
        && rest.array() == handedOut
        && rest.arrayOffset() + rest.writerIndex() == handedOut.length;
  }

  /** All of it, which is here no longer. */
  ByteBuf take() {
    ByteBuf all = Unpooled.wrappedBuffer(bytes, from, bytes.length - from);
    handedOut = bytes;
    bytes = NOTHING;
    from = 0;
    return all;
  }

  /** It is thrown away. */
  void clear() {
    bytes = NOTHING;
    handedOut = NOTHING;
    from = 0;
  }
}
