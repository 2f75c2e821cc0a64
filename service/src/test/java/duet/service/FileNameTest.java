package duet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {

  @ParameterizedTest
  @CsvSource({
    "a.txt, a.txt",
    "a%20b, a b",
    "%41%2f%42, A/B",
    "%252e, %2e",
    "%C3%bC, ü",
    "a+b, a+b",
    "%7f, '\u007f'"
  })
  void aNameIsDecodedOnceAsUtf8(String path, String name) {
    assertEquals(Optional.of(name), FileName.decoded(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%",
        "%4",
        "%zz",
        "%+1",
        "a%",
        "%00",
        "a\u0000",
        "%ff",
        "%c3",
        "%c0%af",
        "%ed%a0%80",
        "ü%c3",
        "€"
      })
  void whatIsNotWellFormedHasNoName(String path) {
    assertEquals(Optional.empty(), FileName.decoded(path));
  }

  @ParameterizedTest
  @CsvSource({"a, a", "a/b.c/d, a b.c d", "..., ...", ".hidden, .hidden", "..a/b.., ..a b.."})
  void aNameLeadsDownwards(String name, String segments) {
    assertEquals(List.of(segments.split(" ", -1)), FileName.segments(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/..", "a/../b", "./a", "a\\b", "\\"
      })
  void whatLeadsElsewhereIsNone(String name) {
    assertEquals(List.of(), FileName.segments(name));
  }
}
