package duet.service;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrailerLineTest {

  private static boolean isWellFormed(String line) {
    return TrailerLine.isWellFormed(line.getBytes(ISO_8859_1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"A:", "A: b\tc", "Content-MD5:x", "X-|: \u00e9"})
  void fieldsAreLetThrough(String line) {
    assertTrue(isWellFormed(line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "A",
        "A : b",
        " A: b",
        "A: \0",
        "A: \u007f",
        "A\u00e9: b",
        "content-length: 5",
        "TRANSFER-ENCODING: chunked",
        "Host: h",
        "Trailer: A"
      })
  void whatIsNoFieldOrComesTooLateIsRefused(String line) {
    assertFalse(isWellFormed(line));
  }
}
