package duet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackendReachTest {

  @Test
  void aBackendThatNobodyHasNamedIsNotThere() {
    var reach = new BackendReach(Optional::empty);
    assertEquals(Optional.of("it has not been said yet where the backend is"), reach.whyNot());
  }

  @Test
  void aBackendThatTakesConnectionsIsThere() throws IOException {
    try (var backend = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertEquals(Optional.empty(), reach(backend.getLocalPort()).whyNot());
    }
  }

  @Test
  void aBackendThatTakesNoneIsNamed() {
    assertEquals(Optional.of("the backend at 127.0.0.1:1 takes no connection"), reach(1).whyNot());
  }

  @Test
  void aBackendThatHasMovedIsTriedAtOnce() throws IOException {
    try (var backend = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var address = new URI[] {at(1)};
      var reach = new BackendReach(() -> Optional.of(address[0]));
      assertEquals(true, reach.whyNot().isPresent());
      address[0] = at(backend.getLocalPort());
      assertEquals(Optional.empty(), reach.whyNot());
    }
  }

  private static BackendReach reach(int port) {
    return new BackendReach(() -> Optional.of(at(port)));
  }

  private static URI at(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }
}
