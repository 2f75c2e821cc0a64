package duet.helidon;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
    var ended = new CountDownLatch(1);
    var looks = new CountDownLatch(1);
    var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    try (var _ =
        Collapse.ifListenerEnds(
            "127.0.0.1", listener.getLocalPort(), () -> false, ended::countDown, PATIENCE)) {
      long begin = System.nanoTime();
      LISTENER.log(Level.SEVERE, "this is said by CollapseTest");
      var accepts =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      while (System.nanoTime() - begin < TimeUnit.MILLISECONDS.toNanos(700)) {
                        listener.accept().close();
                      }
                      LISTENER.log(Level.SEVERE, "this is said by CollapseTest");
                      while (System.nanoTime() - begin < TimeUnit.MILLISECONDS.toNanos(1500)) {
                        listener.accept().close();
                      }
                      looks.countDown();
                      listener.close();
                    } catch (IOException e) {
                      throw new UncheckedIOException(e);
                    }
                  });
      assertTrue(looks.await(20, TimeUnit.SECONDS), "it looks for as long again");
      assertTrue(ended.await(10, TimeUnit.SECONDS));
      accepts.join();
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
