package duet.vertx;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class AheadTest {
  private final Ahead ahead = new Ahead();

  private static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, US_ASCII);
  }

  @Test
  void whatComesIsHandedOutInItsOrder() {
    ahead.add(bytes("ab"));
    ByteBuf more = bytes("cde");
    assertEquals(5, ahead.costWith(more));
    ahead.add(more);
    assertEquals(0, more.readableBytes());
    assertEquals("abcde", ahead.take().toString(US_ASCII));
    assertTrue(ahead.isEmpty());
  }

  @Test
  void whatIsLeftIsCopiedOnlyWhereThatHalvesIt() {
    ahead.add(bytes("0123456789"));
    ByteBuf out = ahead.take();
    byte[] array = out.array();
    for (int used = 1; used < 5; used++) {
      out.skipBytes(1);
      assertEquals(10, ahead.costWith(out), "all of its array is kept");
      ahead.add(out);
      out = ahead.take();
      assertSame(array, out.array());
    }
    out.skipBytes(1);
    assertEquals(5, ahead.costWith(out));
    ahead.add(out);
    assertEquals("56789", ahead.take().toString(US_ASCII));
  }

  @Test
  void whatComesBehindWhatIsLeftComesBehindIt() {
    ahead.add(bytes("0123456789"));
    ByteBuf out = ahead.take();
    out.skipBytes(3);
    ahead.add(out);
    ahead.add(bytes("ab"));
    assertEquals("3456789ab", ahead.take().toString(US_ASCII));
  }

  @Test
  void ofABufferThatHasMoreThanTheRestNothingIsTakenForIt() {
    ahead.add(bytes("0123456789"));
    ByteBuf out = ahead.take();
    out.writerIndex(9);
    ahead.add(out);
    assertEquals("012345678", ahead.take().toString(US_ASCII));
  }
}
