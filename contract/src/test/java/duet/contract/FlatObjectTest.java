package duet.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlatObjectTest {
  @Test
  void membersAreReadAsWritten() {
    assertEquals(
        Optional.of(Map.of("type", "\"about:blank\"", "status", "404", "n", "-1.5e3", "b", "null")),
        FlatObject.parse(
            " {\"type\" : \"about:blank\",\"status\":404,\n\"n\":-1.5e3,\"b\":null} "));
    assertEquals(
        Optional.of(Map.of("a", "\"}\\\",\\u00e9\"")),
        FlatObject.parse("{\"a\":\"}\\\",\\u00e9\"}"));
    assertEquals(Optional.of(Map.of()), FlatObject.parse("{}"));
  }

  @Test
  void membersMayHoldMembersWhereThatIsAskedFor() {
    String json = "{\"a\": [1, \"]\"], \"o\":{\"x\" : \"}\",\"y\":2}, \"e\":{},\"f\":[ ]}";
    assertEquals(Optional.empty(), FlatObject.parse(json));
    assertEquals(
        Optional.of(
            Map.of("a", "[1, \"]\"]", "o", "{\"x\" : \"}\",\"y\":2}", "e", "{}", "f", "[ ]")),
        FlatObject.parseDeeper(json));
    assertEquals(Optional.empty(), FlatObject.parseDeeper("{\"a\":[1,]}"));
    assertEquals(Optional.empty(), FlatObject.parseDeeper("{\"a\":{\"b\":[1]}}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{\"a\":1,}",
        "{,\"a\":1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\"}",
        "{a:1}",
        "{\"a\":'x'}",
        "{\"a\":01}",
        "{\"a\":\"x}",
        "{\"a\":\"\n\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":{}}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":1}{\"b\":2}"
      })
  void anythingElseIsNone(String json) {
    assertEquals(Optional.empty(), FlatObject.parse(json));
  }
}
