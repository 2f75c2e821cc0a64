package duet.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class EscapedTest {
  @Test
  void theNotationOfBytesMakesTheSameBytesAgain() {
    var all = new StringBuilder("\\x41\\n");
    for (char b = 0; b < 256; b++) {
      all.append(b);
    }
    assertEquals(all.toString(), Escaped.bytes(Escaped.notation(all.toString())));
  }

  @Test
  void everyCharacterOfTheNotationCanBeSeen() {
    assertEquals("a\\r\\n\\t\\\\\\x00\\x7f\\xff", Escaped.notation("a\r\n\t\\\0\u007f\u00ff"));
  }
}
