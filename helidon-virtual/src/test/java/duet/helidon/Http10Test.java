package duet.helidon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Http10Test {

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

  /** RFC 9110 §10.1.1. */
  @Test
  void anExpectationIsIgnoredUnderAnotherName() {
    assertEquals(
        "\r\nignore: 100-continue\r\nConnection: keep-alive\r\nignore:\r\nHost: a\r\n\r\nexpect: b",
        asHttp11(
            "\r\nEXPECT: 100-continue\r\nConnection: keep-alive\r\nExpect:\r\nHost: a\r\n\r\nexpect: b"));
  }

  @Test
  void aHeaderSectionEndsWithAnEmptyLine() {
    assertFalse(Http10.endsHeaderSection(bytes("\r\nHost: a\r\n")));
    assertTrue(Http10.endsHeaderSection(bytes("\r\n\r\n")));
    assertTrue(Http10.endsHeaderSection(bytes("\r\nHost: a\r\n\r\nbody\n")));
    assertFalse(Http10.endsHeaderSection(bytes("\r\nHost: a\n\n")));
  }

  @Test
  void aTransferCodingIsFoundInTheSectionAlone() {
    assertTrue(Http10.hasTransferEncoding(bytes("\r\ntransfer-ENCODING:x\r\n\r\n")));
    assertFalse(Http10.hasTransferEncoding(bytes("\r\nA: b\r\n\r\nTransfer-Encoding: x\r\n\r\n")));
  }

  private static String asHttp11(String rest) {
    return new String(Http10.asHttp11(bytes(rest)), StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
