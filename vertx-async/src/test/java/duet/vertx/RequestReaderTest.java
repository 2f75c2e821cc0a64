package duet.vertx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.service.ByteBudget;
import duet.service.KeptShare;
import duet.service.Pace;
import duet.service.PaceLimits;
import duet.service.Settings;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestReaderTest {
  private static final HttpServerOptions OPTIONS = new HttpServerOptions();
  private static final Settings SETTINGS = Settings.standard(0);

  @Test
  void itTakesThePlaceOfTheDecoderOfVertx() {
    var channel = new EmbeddedChannel();
    channel.pipeline().addLast("httpDecoder", new VertxHttpRequestDecoder(OPTIONS));
    assertNotNull(RequestReader.takeOver(channel, OPTIONS, SETTINGS, pace(), share()));
    assertInstanceOf(RequestReader.class, channel.pipeline().get("httpDecoder"));
    assertFalse(channel.finish());
  }

  /** A Vert.x that builds its pipeline otherwise goes on as it is. */
  @Test
  void whereThereIsNoSuchDecoderNothingChanges() {
    var channel = new EmbeddedChannel();
    assertNull(RequestReader.takeOver(channel, OPTIONS, SETTINGS, pace(), share()));
    assertNull(channel.pipeline().get(RequestReader.class));
    assertFalse(channel.finish());
  }

  /** What stands in one buffer and what comes byte by byte is the same. */
  @Test
  void requestsAreReadHoweverTheyAreSplit() {
    String bytes =
        "\r\nGET /a HTTP/1.1\r\nHost: h\r\n\r\n"
            + "POST /b HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "5;a=b\r\nhello\r\n3\r\n\r\n \r\n0\r\nX: y\r\n\r\n"
            + "POST /c HTTP/1.0\r\nContent-Length: 3\r\n\r\n\n \n"
            + "GET /d HTTP/1.2\r\nHost: h\r\n\r\n";
    for (int size = 1; size <= bytes.length(); size++) {
      assertEquals(List.of("/a", "end", "/b", "end", "/c", "end", "/d", "end"), read(bytes, size));
    }
  }

  @Test
  void nothingIsReadAfterWhatIsRefused() {
    String follows = "GET /z HTTP/1.1\r\nHost: h\r\n\r\n";
    for (String refused :
        new String[] {
          "GET /a HTTP/1.1\r\nHost: h\r\nX: y\r\n folded\r\n\r\n",
          "GET /a HTTP/1.1\r\n X: y\r\nHost: h\r\n\r\n",
          "GET /a HTTP/1.1\r\n\r\n",
          "GET  /a HTTP/1.1\r\nHost: h\r\n\r\n",
          "\nGET /a HTTP/1.1\r\nHost: h\r\n\r\n"
        }) {
      for (int size = 1; size <= refused.length(); size++) {
        assertEquals(List.of("refused"), read(refused + follows, size), refused);
      }
    }
    for (String chunks :
        new String[] {
          "5;\r\nhello\r\n0\r\n\r\n", "0\r\nHost: h\r\n\r\n", "0\r\nX: y\r\n z\r\n\r\n"
        }) {
      String post = "POST /b HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks;
      for (int size = 1; size <= post.length(); size++) {
        assertEquals(List.of("/b", "refused"), read(post + follows, size), chunks);
      }
    }
  }

  /** Vert.x 5.0.12 would take the eight bytes behind this head for its body. */
  @Test
  void thereIsNoBodyThatNoFieldAnnounces() {
    String hixie =
        "GET /a HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key1: 1\r\nSec-WebSocket-Key2: 2\r\n\r\n";
    assertEquals(
        List.of("/a", "end", "/b", "end"),
        read(hixie + "GET /b HTTP/1.1\r\nHost: h\r\n\r\n", 1000));
  }

  /** Made into objects, what a client sends ahead would be many times as large. */
  @Test
  void whatComesBehindARequestIsHeldUntilItIsAnswered() {
    var reader = new RequestReader(OPTIONS, SETTINGS, pace(), share());
    var channel = new EmbeddedChannel(reader);
    String two = "GET /a HTTP/1.1\r\nHost: h\r\n\r\nGET /b HTTP/1.1\r\nHost: h\r\n\r\n";
    channel.writeInbound(Unpooled.copiedBuffer(two, ISO_8859_1));
    assertEquals(List.of("/a", "end"), seen(channel));
    assertFalse(channel.config().isAutoRead());
    assertTrue(reader.hasMore());
    reader.answered();
    channel.runPendingTasks();
    assertEquals(List.of("/b", "end"), seen(channel));
    assertTrue(channel.config().isAutoRead());
    assertFalse(reader.hasMore());
    assertFalse(channel.finish());
  }

  private static KeptShare share() {
    return new KeptShare(new ByteBudget(100_000));
  }

  private static Pace pace() {
    return new Pace(PaceLimits.of(SETTINGS), System.nanoTime());
  }

  /** Targets and ends in the order they are read, where each request is answered at once. */
  private static List<String> read(String bytes, int size) {
    var reader = new RequestReader(OPTIONS, SETTINGS, pace(), share());
    var channel =
        new EmbeddedChannel(
            reader,
            new ChannelInboundHandlerAdapter() {
              @Override
              public void channelRead(ChannelHandlerContext context, Object message) {
                boolean end = message instanceof LastHttpContent;
                context.fireChannelRead(message);
                if (end) {
                  reader.answered();
                }
              }
            });
    for (int at = 0; at < bytes.length(); at += size) {
      String piece = bytes.substring(at, Math.min(at + size, bytes.length()));
      channel.writeInbound(Unpooled.copiedBuffer(piece, ISO_8859_1));
    }
    channel.finish();
    return seen(channel);
  }

  private static List<String> seen(EmbeddedChannel channel) {
    var seen = new ArrayList<String>();
    for (Object read = channel.readInbound(); read != null; read = channel.readInbound()) {
      if (read instanceof HttpObject object && !object.decoderResult().isSuccess()) {
        assertNotNull(object.decoderResult().cause());
        seen.add("refused");
      } else if (read instanceof HttpRequest request) {
        seen.add(request.uri());
      } else if (read instanceof LastHttpContent) {
        seen.add("end");
      }
      ReferenceCountUtil.release(read);
    }
    return seen;
  }
}
