package duet.lab.crowd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The test is the server: it accepts, reads and closes by hand. */
@Timeout(20)
class CrowdTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final String TOO_SLOW =
      "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

  private final ServerSocket listener;
  private final Crowd crowd;

  CrowdTest() throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    crowd = new Crowd((InetSocketAddress) listener.getLocalSocketAddress());
  }

  @AfterEach
  void close() throws IOException {
    crowd.close();
    listener.close();
  }

  private Socket accept(Guest guest) throws IOException {
    assertTrue(crowd.until(() -> guest.connectedNanos() != 0, PATIENCE));
    return listener.accept();
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void aByteIsSentWheneverItsTimeHasCome() throws Exception {
    long every = Duration.ofMillis(30).toNanos();
    Guest slow = crowd.add(Script.of(new Step.Trickle("abc", every)), Duration.ZERO);
    try (Socket server = accept(slow)) {
      crowd.during(Duration.ofMillis(1));
      assertEquals('a', server.getInputStream().read());
      long begin = System.nanoTime();
      crowd.during(Duration.ofMillis(100));
      assertEquals("bc", new String(server.getInputStream().readNBytes(2), StandardCharsets.UTF_8));
      assertTrue(System.nanoTime() - begin >= every, "they came at once");
      assertEquals(Ending.NONE, slow.ending());
      assertTrue(slow.hasSent());
    }
  }

  @Test
  void whoIsToldThatItIsTooSlowSeesTheAnswerAndTheClose() throws Exception {
    Guest slow = crowd.add(Script.of(new Step.Send("GET /")), Duration.ZERO);
    try (Socket server = accept(slow)) {
      say(server, TOO_SLOW);
    }
    assertTrue(crowd.until(() -> crowd.ended() == 1, PATIENCE));

    assertEquals(Ending.CLOSED, slow.ending());
    assertEquals(408, slow.status());
    assertTrue(slow.lastText().startsWith("HTTP/1.1 408"));
    assertTrue(slow.endNanos() >= slow.firstByteNanos());
    assertEquals(0, crowd.there());
  }

  @Test
  void aResetIsNoClose() throws Exception {
    Guest reset = crowd.add(Script.of(), Duration.ZERO);
    Socket server = accept(reset);
    server.setSoLinger(true, 0);
    server.close();

    assertTrue(crowd.until(() -> crowd.ended() == 1, PATIENCE));
    assertEquals(Ending.RESET, reset.ending());
  }

  /** What has come is to be read first, so that no reading tells. */
  @Test
  void aReaderThatTakesNothingNoticesThatItWasReset() throws Exception {
    Guest reader =
        crowd.add(
            new Script(List.of(new Step.Send("x")), new Reading.Nothing(), 4096), Duration.ZERO);
    Socket server = accept(reader);
    say(server, "unread");
    crowd.during(Duration.ofMillis(300));
    assertEquals(Ending.NONE, reader.ending());
    server.setSoLinger(true, 0);
    server.close();

    assertTrue(crowd.until(() -> crowd.ended() == 1, PATIENCE));
    assertEquals(Ending.RESET, reader.ending());
    assertEquals(0, reader.receivedBytes());
  }

  @Test
  void aReaderOfLittleTakesNoMoreThanThat() throws Exception {
    long every = Duration.ofMillis(10).toNanos();
    Guest reader = crowd.add(new Script(List.of(), new Reading.Little(3, every), 0), Duration.ZERO);
    try (Socket server = accept(reader)) {
      say(server, "a".repeat(1000));
      assertTrue(crowd.until(() -> reader.receivedBytes() == 15, PATIENCE));
      assertTrue(System.nanoTime() - reader.connectedNanos() >= 5 * every, "it took more");
    }
  }

  @Test
  void theNextRequestIsSentWhenTheAnswerHasCome() throws Exception {
    Script ask = Script.of(new Step.Send("ask"), new Step.AwaitAnswer());
    Guest guest = crowd.add(ask, Duration.ZERO);
    try (Socket server = accept(guest)) {
      crowd.add(guest, ask, Duration.ZERO);
      crowd.during(Duration.ofMillis(20));
      assertEquals(3, server.getInputStream().available());
      say(server, OK);
      assertTrue(crowd.until(() -> guest.answers() == 1, PATIENCE));
      assertEquals(6, server.getInputStream().available());
      say(server, OK);
      assertTrue(crowd.until(() -> crowd.answers() == 2, PATIENCE));
      assertEquals(200, guest.status());
    }
  }

  @Test
  void whoResetsSendsAReset() throws Exception {
    Guest rude = crowd.add(Script.of(new Step.Send("GET /pl"), new Step.Reset()), Duration.ZERO);
    assertTrue(crowd.until(() -> crowd.ended() == 1, PATIENCE));
    crowd.during(Duration.ofMillis(1));
    try (Socket server = listener.accept()) {
      assertThrows(SocketException.class, () -> server.getInputStream().readAllBytes());
    }
    assertEquals(Ending.LEFT, rude.ending());
  }

  @Test
  void whereNobodyListensNobodyIsConnected() throws Exception {
    listener.close();
    Guest guest = crowd.add(Script.of(), Duration.ZERO);

    assertTrue(crowd.until(() -> crowd.ended() == 1, PATIENCE));
    assertEquals(Ending.NOT_CONNECTED, guest.ending());
    assertEquals(0, crowd.there());
    assertFalse(guest.hasSent());
  }

  @Test
  void patienceEnds() throws Exception {
    assertFalse(crowd.until(() -> false, Duration.ofMillis(5)));
  }
}
