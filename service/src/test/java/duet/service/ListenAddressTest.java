package duet.service;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenAddressTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @Test
  void aFreeAddressIsNotWaitedFor() {
    var notices = new ArrayList<String>();
    assertDoesNotThrow(() -> at(0).await(notices::add));
    assertTrue(notices.isEmpty(), notices::toString);
  }

  @Test
  void aPortSomebodyListensOnIsRefusedAtOnce() throws IOException {
    try (var listener = new ServerSocket(0, 1, LOOPBACK)) {
      var address = at(listener.getLocalPort());
      var refusal = assertThrows(IOException.class, () -> address.await(notice -> {}));
      assertEquals(
          "cannot listen on 127.0.0.1:%d: the port is in use; stop what listens there or choose another with --port (under Maven: -Dport)"
              .formatted(listener.getLocalPort()),
          refusal.getMessage());
    }
  }

  @Test
  void anAdminPortIsChosenByAVariableUnderMaven() throws IOException {
    try (var listener = new ServerSocket(0, 1, LOOPBACK)) {
      var address = new ListenAddress("127.0.0.1", listener.getLocalPort(), Setting.ADMIN_PORT);
      var refusal = assertThrows(IOException.class, () -> address.await(notice -> {}));
      String message = String.valueOf(refusal.getMessage());
      assertTrue(message.endsWith("--admin-port (under Maven: DUET_ADMIN_PORT)"), message);
    }
  }

  @Test
  @SuppressWarnings("try") // what is closed early is what the test is about
  void aPortThatAnOutgoingConnectionHoldsIsWaitedFor() throws Exception {
    try (var listener = new ServerSocket(0, 1, LOOPBACK);
        var outgoing = new Socket(LOOPBACK, listener.getLocalPort());
        var accepted = listener.accept()) {
      var noticed = new CompletableFuture<String>();
      var waiting =
          CompletableFuture.runAsync(
              () -> assertDoesNotThrow(() -> at(outgoing.getLocalPort()).await(noticed::complete)));
      assertTrue(noticed.join().contains("port " + outgoing.getLocalPort()), noticed::join);
      // The other side closes first, so that nothing stays behind on this port.
      accepted.close();
      assertEquals(-1, outgoing.getInputStream().read());
      outgoing.close();
      waiting.join();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "192.0.2.1   | 0 | cannot listen on 192.0.2.1:0: it is no address of this machine; name another with --host",
        "2001:db8::1 | 0 | cannot listen on [2001:db8::1]:0: it is no address of this machine; name another with --host",
        "no.invalid  | 1 | cannot listen on no.invalid:1: the host's name is not known; name another with --host",
      })
  void anAddressThatCannotBeHadIsOneLineThatSaysWhy(String host, int port, String message) {
    var refusal =
        assertThrows(
            IOException.class,
            () -> new ListenAddress(host, port, Setting.PORT).await(notice -> {}));
    assertEquals(message, refusal.getMessage());
  }

  private static ListenAddress at(int port) {
    return new ListenAddress("127.0.0.1", port, Setting.PORT);
  }
}
