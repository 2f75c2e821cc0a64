package duet.contract.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8259. */
class JsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        " [ ] ",
        "0",
        "-0",
        "1.5e-3",
        "\"\"",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9 \u00e9\"",
        "null",
        "true",
        "false",
        "[{\"id\":1,\"randomNumber\":2},{\"id\":3,\"randomNumber\":4}]",
        "{ \"a\" : [ 1 , { \"b\" : null } ] , \"c\" : \"}\" }"
      })
  void jsonIsTakenForJson(String text) {
    assertTrue(Json.isWellFormed(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[",
        "]",
        "[1",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{1:1}",
        "{\"a\" 1}",
        "01",
        "+1",
        "-",
        ".5",
        "1.",
        "1e",
        "1e+",
        "0x1",
        "NaN",
        "nul",
        "True",
        "\"",
        "\"a",
        "\"\n\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\\u123\"",
        "'a'",
        "{} {}",
        "{}x",
        "[1]]",
        "\u0000"
      })
  void whatIsNearlyJsonIsNot(String text) {
    assertFalse(Json.isWellFormed(text));
  }

  @Test
  void depthIsNoDanger() {
    assertTrue(Json.isWellFormed("[".repeat(50) + "]".repeat(50)));
    assertFalse(Json.isWellFormed("[".repeat(100_000)));
  }
}
