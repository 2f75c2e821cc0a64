package duet.helidon;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** The words in the log are Helidon's; {@code duet stress faults} takes its descriptors away. */
class CollapseTest {
  private static final Logger LISTENER = Logger.getLogger("io.helidon.webserver.ServerListener");

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  @Test
  void aListenerThatIsGoneAfterAnErrorEndsTheServer() throws Exception {
    var ended = new CountDownLatch(1);
    var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    try (var _ =
        Collapse.ifListenerEnds(
            "127.0.0.1", listener.getLocalPort(), () -> false, ended::countDown, PATIENCE)) {
      LISTENER.log(Level.SEVERE, "this is said by CollapseTest");
      listener.close();
      assertTrue(ended.await(10, TimeUnit.SECONDS));
    }
  }

  @Test
  void anErrorWhileItIsLookedAfterAnotherIsNotForgotten() throws Exception {
    Duration patience = Duration.ofSeconds(3);
    var ended = new CountDownLatch(1);
    var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    try (var _ =
        Collapse.ifListenerEnds(
            "127.0.0.1", listener.getLocalPort(), () -> false, ended::countDown, patience)) {
      LISTENER.log(Level.SEVERE, "this is said by CollapseTest");
      accept(listener, patience.multipliedBy(6).dividedBy(10));
      LISTENER.log(Level.SEVERE, "this is said by CollapseTest");
      accept(listener, patience.multipliedBy(6).dividedBy(10));
      listener.close();
      assertTrue(ended.await(10, TimeUnit.SECONDS));
    } finally {
      listener.close();
    }
  }

  /** Takes connections for so long. */
  private static void accept(ServerSocket listener, Duration time) throws IOException {
    listener.setSoTimeout(50);
    for (long begin = System.nanoTime(); System.nanoTime() - begin < time.toNanos(); ) {
      try {
        listener.accept().close();
      } catch (SocketTimeoutException _) {
        // nobody looks now
      }
    }
  }

  @Test
  void oneThatMayEndAndOneThatStillListensDoNot() throws Exception {
    var ended = new AtomicBoolean();
    var asked = new CountDownLatch(2);
    int gone;
    try (var soonGone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      gone = soonGone.getLocalPort();
    }
    BooleanSupplier mayEnd =
        () -> {
          asked.countDown();
          return true;
        };
    try (var listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        var _ =
            Collapse.ifListenerEnds("127.0.0.1", gone, mayEnd, () -> ended.set(true), PATIENCE);
        var _ =
            Collapse.ifListenerEnds(
                "127.0.0.1",
                listener.getLocalPort(),
                () -> false,
                () -> ended.set(true),
                PATIENCE)) {
      LISTENER.log(Level.SEVERE, "this is said by CollapseTest");
      assertTrue(asked.await(10, TimeUnit.SECONDS));
      // Who connects a second time has thought about the first.
      listener.setSoTimeout(10_000);
      listener.accept().close();
      listener.accept().close();
      assertFalse(ended.get());
    }
  }
}
