package duet.helidon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Http10Test {

  @Test
  void onlyALineThatEndsInTheVersionIsAnHttp10RequestLine() {
    assertTrue(Http10.isRequestLine(bytes("GET / HTTP/1.0")));
    assertFalse(Http10.isRequestLine(bytes("GET / HTTP/1.1")));
    assertFalse(Http10.isRequestLine(bytes("GET / HTTP/1.0 ")));
    assertFalse(Http10.isRequestLine(bytes("HTTP/1.0")));
    assertFalse(Http10.isRequestLine(bytes("")));
  }

  @Test
  void aRequestWithoutFieldsGetsBothThatHttp11TakesForGranted() {
    assertEquals("\r\nConnection: close\r\nHost: localhost\r\n\r\n", asHttp11("\r\n\r\n"));
  }

  @Test
  void aClientThatAsksToKeepTheConnectionIsNotOverruled() {
    String asked = "\r\nHost: a\r\ncOnNeCtIoN: Keep-Alive\r\n\r\n";
    assertEquals(asked, asHttp11(asked));
  }

  @Test
  void whatFollowsTheHeaderSectionIsNotTouched() {
    String body = "GET / HTTP/1.0\r\n\r\n\r\nConnection: keep-alive\r\n\u0000\u00ff";
    assertEquals(
        "\r\nConnection: close\r\nHost: a\r\n\r\n" + body, asHttp11("\r\nHost: a\r\n\r\n" + body));
  }

  @Test
  void anIncompleteHeaderSectionIsLeftToHelidon() {
    assertFalse(Http10.holdsHeaderSection(bytes("\r\nHost: a\r\n")));
    assertEquals("\r\nHost: a\r\n", asHttp11("\r\nHost: a\r\n"));
  }

  private static String asHttp11(String rest) {
    return new String(Http10.asHttp11(bytes(rest)), StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
