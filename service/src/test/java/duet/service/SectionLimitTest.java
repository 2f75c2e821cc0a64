package duet.service;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SectionLimitTest {
  /** Room for {@code A: b} and {@code C: d}. */
  private static final int LEFT = 12;

  private static SectionLimit.@Nullable Overrun find(String escaped) {
    byte[] bytes = escaped.replace("^", "\r").replace("$", "\n").getBytes(ISO_8859_1);
    return SectionLimit.find(i -> bytes[i], 0, bytes.length, LEFT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "A",
        "A: b",
        "A: b^",
        "A: b^$",
        "A: b^$C: d^",
        "A: b^$C: d^$",
        "A: b^$C: d^$^",
        "A: b^$C: d^$^$",
        "^",
        "^$",
        "^$ and what follows is not looked at",
        "A: 45678 0",
        "A: 45678 0^$"
      })
  void aSectionMayComeWhichFitsOrMayStillFit(String come) {
    assertNull(find(come));
  }

  @ParameterizedTest
  @CsvSource({
    "A: 45678901, 0, 431",
    "A: 45678901^$, 0, 431",
    "A: b^$C: de, 6, 431",
    "A: b^$C: d^$E, 12, 431",
    "A: b$, 0, 400",
    "$, 0, 400",
    "^x, 0, 400",
    "A: b^$C^D, 6, 400",
    "A: b^$C: d^x, 6, 400",
    "A: b^$C: de$, 6, 431"
  })
  void theFirstFaultDecides(String come, int lineStart, int status) {
    SectionLimit.Overrun found = Objects.requireNonNull(find(come), "nothing was found");
    assertEquals(lineStart, found.lineStart());
    assertEquals(status, found.problem().status());
  }
}
