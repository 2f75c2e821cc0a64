package duet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 1",
    "bytes=0-9, 0, 10",
    "bytes=0-10, 0, 10",
    "bytes=3-, 3, 7",
    "bytes=9-, 9, 1",
    "bytes=-1, 9, 1",
    "bytes=-10, 0, 10",
    "bytes=-11, 0, 10",
    "bytes=000000000000000000000000001-2, 1, 2",
    "bytes=0-99999999999999999999999999, 0, 10",
    "bytes=-99999999999999999999999999, 0, 10",
    "Bytes=1-1, 1, 1",
    "'bytes= ,1-1 ,', 1, 1"
  })
  void aRangeIsCutToTheContent(String range, long offset, long length) {
    assertEquals(new ByteRange.Part(offset, length), ByteRange.of(List.of(range), 10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=99999999999999999999-", "bytes=-0"})
  void aRangeThatBeginsBeyondTheEndIsUnsatisfiable(String range) {
    assertEquals(new ByteRange.Unsatisfiable(), ByteRange.of(List.of(range), 10));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=,",
        "bytes=2-1",
        "bytes=1",
        "bytes=--1",
        "bytes=1-2-3",
        "bytes=a-",
        "bytes=٣-",
        "bytes=0-1,3-4",
        "bytes = 0-1",
        "items=0-1"
      })
  void whatIsNoRangeSelectsAll(String range) {
    assertEquals(new ByteRange.Whole(), ByteRange.of(List.of(range), 10));
  }

  @Test
  void noFieldOrTwoSelectAll() {
    assertEquals(new ByteRange.Whole(), ByteRange.of(List.of(), 10));
    assertEquals(new ByteRange.Whole(), ByteRange.of(List.of("bytes=0-1", "bytes=0-1"), 10));
  }

  @Test
  void ofNoBytesThereIsNoPart() {
    assertEquals(new ByteRange.Unsatisfiable(), ByteRange.of(List.of("bytes=0-"), 0));
    assertEquals(new ByteRange.Whole(), ByteRange.of(List.of("bytes=-5"), 0));
  }
}
