package duet.service;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkLineTest {

  private static int size(String line) {
    byte[] bytes = ("f" + line + ";").getBytes(ISO_8859_1);
    return ChunkLine.size(bytes, 1, bytes.length - 1);
  }

  @Test
  void whatALineTakesBeyondItsChunkAddsUpAndWhatAChunkIsWorthPaysForIt() {
    assertEquals(0, ChunkLine.excess(0, 18, 1));
    assertEquals(1, ChunkLine.excess(0, 19, 1));
    assertEquals(8000 + 8000 - 18, ChunkLine.excess(8000, 8000, 1));
    assertEquals(0, ChunkLine.excess(8000, 8000, 7992));
    assertEquals(0, ChunkLine.excess(1, 2, Integer.MAX_VALUE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "0 | 0",
        "5 | 5",
        "aF | 175",
        "0000000000000000000005 | 5",
        "7fffffff | 2147483647",
        "5;a | 5",
        "5;a=b | 5",
        "5 ;\ta\t= b ;c;d=\"e;\\\"f\\\\\" | 5",
        "5;a=\"\" | 5",
        "5;a=\"b\" ;c | 5",
        "5;a=\"\u00e9\" | 5"
      })
  void aSizeAndItsExtensionsAreRead(String line, int size) {
    assertEquals(size, size(line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 5",
        "5 ",
        "5\t",
        "+5",
        "-5",
        "0x5",
        "5_0",
        "5h",
        "g",
        "80000000",
        "100000000",
        "10000000000000005",
        "5;",
        "5;;a",
        "5; ",
        "5;=b",
        "5;a=",
        "5;a= ",
        "5;a=b ",
        "5;a b",
        "5;a=b=c",
        "5;a\0",
        "5;a\r",
        "5;[",
        "5;a=\"",
        "5;a=\"b",
        "5;a=\"b\\",
        "5;a=\"\\\"",
        "5;a=\"\0\"",
        "5;a=\"b\"c",
        "5;a=\"\n\"",
        "5;a=\u00e9",
        "5,a"
      })
  void anythingElseIsRefused(String line) {
    assertEquals(ChunkLine.MALFORMED, size(line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "fF", "0000000000000000000000000000000", "7fffffff", "5 ", "5 \t"})
  void aSizeThatMayGoOnIsWaitedFor(String start) {
    assertEquals(ChunkLine.Start.WITHIN_SIZE, start(start));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"5\r", "5\r\n", "5;", "5 ;", "5\t;a", "5;\0", "00000000000000000000000000000000"})
  void behindItsSizeALineIsJudgedAsAWhole(String start) {
    assertEquals(ChunkLine.Start.SIZED, start(start));
  }

  @ParameterizedTest
  @ValueSource(strings = {"g", " ", ";", "\r", "\n", "-", "5x", "5\n", "5 5", "5 \r", "80000000"})
  void whatCannotBecomeALineIsNot(String start) {
    assertEquals(ChunkLine.Start.MALFORMED, start(start));
  }

  private static ChunkLine.Start start(String start) {
    return ChunkLine.start(start.getBytes(ISO_8859_1));
  }
}
