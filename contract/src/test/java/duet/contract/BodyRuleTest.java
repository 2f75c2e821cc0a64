package duet.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyRuleTest {
  private static final String ROW = "{\"id\":10000,\"randomNumber\":1}";

  private static Optional<String> fault(String target, String body) {
    return BodyRule.of(target).orElseThrow().fault(body.getBytes(UTF_8));
  }

  private static String rows(int count) {
    return "[" + String.join(",", Collections.nCopies(count, ROW)) + "]";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/ | ok",
        "/?x=1 | ok",
        "/plaintext | Hello, World!",
        "/json | {\"message\":\"Hello, World!\"}",
        "/db | {\"id\":10000,\"randomNumber\":1}",
        "/db | { \"randomNumber\" : 7, \"id\" : 9 }",
        "/delay/50 | 50",
        "/fetch/0 | 0",
        "/compute/7 | 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "/work?wait=5&rounds=10 | anything",
        "/gather/1/5 | [5]",
        "/gather/3/5 | [5, 5, 5]",
        "/gather/2/5?deadline=100 | [5,5]",
        "/stream/3 | abc",
        "/files/a.css | whatever"
      })
  void aRightBodyHasNoFault(String target, String body) {
    assertEquals(Optional.empty(), fault(target, body));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/ | OK",
        "/ | ok.",
        "/plaintext | Hello World!",
        "/json | {\"message\":\"Hello, World\"}",
        "/db | {\"id\":10001,\"randomNumber\":1}",
        "/db | {\"id\":0,\"randomNumber\":1}",
        "/db | {\"id\":\"1\",\"randomNumber\":1}",
        "/db | {\"id\":1}",
        "/db | {\"id\":1,\"randomNumber\":1,\"x\":1}",
        "/db | [{\"id\":1,\"randomNumber\":1}]",
        "/queries | {\"id\":1,\"randomNumber\":1}",
        "/queries | []",
        "/delay/50 | 5",
        "/fetch/50 | 51",
        "/compute/7 | 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde",
        "/compute/7 | 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdefg",
        "/work | ''",
        "/gather/3/5 | [5,5]",
        "/gather/1/5 | [5,5]",
        "/gather/2/5 | [5,6]",
        "/gather/1/5 | 5",
        "/gather/1/5 | [\"5\"]",
        "/stream/3 | ab",
        "/stream/3 | abcd",
        "/echo | Hello, echo!"
      })
  void aWrongBodyHasAFault(String target, String body) {
    assertTrue(fault(target, body).isPresent());
  }

  @Test
  void aFaultStatesTheRuleAndTheActualValueOnOneLine() {
    assertEquals(Optional.of("body must be \"ok\": \"no\\r\\n\""), fault("/", "no\r\n"));
    assertEquals(Optional.of("body must be 3 bytes: 2"), fault("/stream/3", "ab"));
    assertEquals(
        Optional.of("body must be an array of 2 rows of World, both 1..10000: \"[]\""),
        fault("/queries?queries=2", "[]"));
  }

  @ParameterizedTest
  @CsvSource({
    "/queries, 1",
    "/queries?queries=, 1",
    "/queries?queries=foo, 1",
    "/queries?queries=0, 1",
    "/queries?queries=-7, 1",
    "/queries?queries=2.5, 1",
    "/queries?queries=1, 1",
    "/queries?queries=020, 20",
    "/queries?queries=500, 500",
    "/queries?queries=501, 500",
    "/queries?queries=99999999999999999999, 500",
    "/queries?count=20, 1",
    "/queries?xqueries=20, 1",
    "/updates?queries=20, 20",
    "/updates?x=1&queries=3, 3",
    "/cached-queries?count=100, 100",
    "/cached-queries?queries=100, 1"
  })
  void theNumberOfRowsFollowsTechEmpowersRules(String target, int count) {
    assertEquals(Optional.empty(), fault(target, rows(count)));
    assertTrue(fault(target, rows(count + 1)).isPresent());
  }

  @Test
  void echoPostsWhatItExpectsBack() {
    BodyRule rule = BodyRule.of("/echo").orElseThrow();
    assertEquals(BodyRule.ECHO, rule.ask());
    assertEquals(Optional.empty(), rule.fault(BodyRule.ECHO.body().getBytes(UTF_8)));
    assertEquals(new BodyRule.Ask.Get(), BodyRule.of("/").orElseThrow().ask());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/nowhere",
        "/delay",
        "/delay/",
        "/delay/x",
        "/delay/60001",
        "/delay/1/2",
        "/compute/0",
        "/compute/1000001",
        "/gather/0/1",
        "/gather/101/1",
        "/gather/1/60001",
        "/files/a/b",
        "/stream/9999999999999999999"
      })
  void whatIsNoRouteOrOutOfRangeHasNoRule(String target) {
    assertEquals(Optional.empty(), BodyRule.of(target));
  }
}
