package duet.lab.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.lab.fault.ScriptedBackend.Deed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client and the backend that misbehaves, each held against the other. */
class CallerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private ScriptedBackend backend;
  private InetSocketAddress address;

  @BeforeEach
  void listen() throws IOException {
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = new InetSocketAddress(InetAddress.getLoopbackAddress(), probe.getLocalPort());
    }
    backend = new ScriptedBackend(address.getPort());
  }

  @AfterEach
  void end() throws IOException {
    backend.close();
  }

  private String asked(Duration patience) {
    return Caller.once(address, patience, "/delay/1").inWords();
  }

  @Test
  void anAnswerIsReadAndTheConnectionKept() throws IOException {
    try (Caller caller = Caller.to(address, PATIENCE)) {
      for (int i = 0; i < 3; i++) {
        assertEquals("17", caller.get("/delay/17").body());
        assertTrue(caller.isOpen());
      }
    }
  }

  @Test
  void halfAnAnswerIsCutOff() {
    backend.does(Deed.ANSWER_HALF);
    assertEquals("cut off", asked(PATIENCE));
  }

  @Test
  void aConnectionThatIsClosedBetweenTwoAnswersIsNoAnswer() throws IOException {
    backend.does(Deed.ANSWER_AND_CLOSE);
    try (Caller caller = Caller.to(address, PATIENCE)) {
      assertEquals("200", caller.get("/delay/1").inWords());
      assertEquals("closed without an answer", caller.get("/delay/100").inWords());
    }
  }

  @Test
  void whoSaysNothingIsWaitedForNoLongerThanForThePatience() {
    backend.does(Deed.SAY_NOTHING);
    assertEquals("no answer in time", asked(Duration.ofMillis(100)));
  }

  @Test
  void theDeadRefuseAndTheLivingAnswerAgain() throws IOException {
    // Often, since a thread that still waits for a connection may take one more.
    for (int i = 0; i < 300; i++) {
      backend.die();
      assertEquals("no connection", asked(PATIENCE));
      backend.listen();
      assertEquals("200", asked(PATIENCE));
    }
  }
}
