package duet.contract;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisitedServerTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost",
        "http://127.0.0.1:8080",
        "http://[::1]:80/",
        "HTTP://localhost"
      })
  void aServerIsNamedByItsUrl(String value) {
    assertEquals(URI.create(value), VisitedServer.base("contract.url", value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "127.0.0.1:8080",
        "localhost:8080",
        "ftp://localhost",
        "https://localhost",
        "http://",
        "http://localhost:99999",
        "http://localhost/path",
        "http://localhost?a=b",
        "http://me@localhost",
        "http://local host"
      })
  void whatNamesNoServerIsToldInOneLine(String value) {
    var mistake =
        assertThrows(
            IllegalArgumentException.class, () -> VisitedServer.base("contract.url", value));
    assertEquals(
        "contract.url must be a URL like http://127.0.0.1:8080, without a path: '" + value + "'",
        mistake.getMessage());
  }

  /** Maven takes an empty value, as of an unset variable, for none, and would run these tests. */
  @Test
  void whatIsGivenNamesAServer() {
    String given = System.getProperty("contract.url", "http://localhost");
    assertDoesNotThrow(() -> VisitedServer.base("contract.url", given));
  }

  @Test
  void aServerThatDoesNotListenIsToldOnce() throws IOException {
    var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    URI base = URI.create("http://127.0.0.1:" + listener.getLocalPort());
    assertDoesNotThrow(() -> VisitedServer.awaitListener("URL", base));
    listener.close();
    var mistake =
        assertThrows(IllegalStateException.class, () -> VisitedServer.awaitListener("URL", base));
    String message = String.valueOf(mistake.getMessage());
    assertTrue(message.startsWith("URL must name a server that listens: " + base), message);
  }
}
