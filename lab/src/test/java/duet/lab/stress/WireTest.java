package duet.lab.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import duet.lab.stress.Outcome.Answered;
import duet.lab.stress.Outcome.Ending;
import duet.lab.stress.Outcome.Reason;
import duet.lab.stress.Outcome.Unanswered;
import duet.lab.stress.Outcome.Unsent;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The test is the server: it accepts, reads and closes by hand. */
@Timeout(20)
class WireTest {
  private static final byte[] REQUEST = Request.get("/json", 1, true).bytes();

  private final ServerSocket listener;
  private final Wire wire;
  private final Socket server;

  WireTest() throws IOException {
    listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    wire = Wire.to((InetSocketAddress) listener.getLocalSocketAddress());
    server = listener.accept();
  }

  @AfterEach
  void close() throws IOException {
    wire.close();
    server.close();
    listener.close();
  }

  private void read(int bytes) throws IOException {
    assertEquals(bytes, server.getInputStream().readNBytes(bytes).length);
  }

  private void answer(String text) throws IOException {
    server.getOutputStream().write(Request.ascii(text));
  }

  private static Outcome outcome(Future<Outcome> future) throws Exception {
    return future.get(10, TimeUnit.SECONDS);
  }

  @Test
  void anAnswerIsWholeWithItsLastByte() throws Exception {
    Future<Outcome> future = wire.send(REQUEST, 1).getFirst();
    answer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell");
    assertFalse(future.isDone());
    answer("o");

    assertEquals(new Answered(200, false), outcome(future));
  }

  @Test
  void whatWasReadBeforeTheConnectionWasClosedEndsInOrder() throws Exception {
    Future<Outcome> future = wire.send(REQUEST, 1).getFirst();
    read(REQUEST.length);
    server.close();

    assertEquals(new Unanswered(Ending.CLOSED), outcome(future));
  }

  @Test
  void whatNobodyReadBeforeTheConnectionWasClosedIsReset() throws Exception {
    Future<Outcome> future = wire.send(REQUEST, 1).getFirst();
    while (server.getInputStream().available() < REQUEST.length) {
      Thread.onSpinWait();
    }
    server.close();

    assertEquals(new Unanswered(Ending.RESET), outcome(future));
  }

  @Test
  void aResetBehindACloseInOrderIsSeen() throws Exception {
    Future<Outcome> future = wire.send(REQUEST, 1).getFirst();
    read(REQUEST.length);
    server.shutdownOutput();
    wire.sendRest(REQUEST);
    while (server.getInputStream().available() < REQUEST.length) {
      Thread.onSpinWait();
    }
    server.close();

    assertEquals(new Unanswered(Ending.RESET), outcome(future));
  }

  @Test
  void anAnswerThatIsCutOffIsPartialAndWhatIsBehindItIsNot() throws Exception {
    List<Future<Outcome>> pair = wire.send(Request.ascii("a pair"), 2);
    read(6);
    answer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel");
    server.close();

    assertEquals(new Unanswered(Ending.PARTIAL), outcome(pair.getFirst()));
    assertEquals(new Unanswered(Ending.CLOSED), outcome(pair.getLast()));
  }

  @Test
  void behindAnAnswerThatSaysItIsTheLastNothingIsExpected() throws Exception {
    List<Future<Outcome>> pair = wire.send(Request.ascii("a pair"), 2);
    answer("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");

    assertEquals(new Answered(200, true), outcome(pair.getFirst()));
    assertFalse(wire.isOpen());
    server.close();
    assertEquals(new Unanswered(Ending.ANNOUNCED), outcome(pair.getLast()));
  }

  @Test
  void whatIsNoAnswerIsMalformed() throws Exception {
    Future<Outcome> future = wire.send(REQUEST, 1).getFirst();
    answer("220 smtp ready\r\n");

    assertEquals(new Unanswered(Ending.MALFORMED), outcome(future));
  }

  @Test
  void onAConnectionThatHasEndedNothingIsSent() throws Exception {
    server.close();
    while (wire.isOpen()) {
      Thread.onSpinWait();
    }

    assertEquals(new Unsent(Reason.GONE), outcome(wire.send(REQUEST, 1).getFirst()));
  }

  @Test
  void whereNobodyListensThereIsNoConnection() throws Exception {
    listener.close();

    assertThrows(
        ConnectException.class,
        () -> Wire.to((InetSocketAddress) server.getLocalSocketAddress()).close());
  }
}
