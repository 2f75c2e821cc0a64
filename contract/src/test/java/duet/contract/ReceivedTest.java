package duet.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ReceivedTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private static Received of(String bytes, int from) {
    return new Received(bytes.getBytes(ISO_8859_1), from);
  }

  @Test
  void answersAreReadOneAfterTheOther() throws IOException {
    Received received = of("junk" + OK + OK, 4);
    assertEquals("ok", received.answer(false).body());
    assertEquals(4 + OK.length(), received.at());
    assertFalse(received.isAtEnd());
    assertEquals("ok", received.answer(false).body());
    assertTrue(received.isAtEnd());
  }

  @Test
  void whatCannotBeReadOneWayMayBeReadAnother() throws IOException {
    String head = OK.substring(0, OK.length() - 2);
    Received received = of(head, 0);
    assertThrows(EOFException.class, () -> received.answer(false));
    assertEquals(0, received.at());
    assertEquals("", received.answer(true).body());
    assertTrue(received.isAtEnd());
  }
}
