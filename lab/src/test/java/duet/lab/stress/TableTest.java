package duet.lab.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {
  private static Table of(List<Fact> one, List<Fact> other) {
    var facts = new LinkedHashMap<String, List<Fact>>();
    facts.put("one", one);
    facts.put("other", other);
    return new Table(facts);
  }

  @Test
  void whoBreaksARowIsNamed() {
    var table =
        of(
            List.of(new Fact("lost", "0", "0", true), Fact.told("refused", "17")),
            List.of(new Fact("lost", "12", "0", false), Fact.told("refused", "5")));

    assertEquals(
        List.of(
            "row     | one | other | must | holds",
            "lost    | 0   | 12    | 0    | no: other",
            "refused | 17  | 5     |      |"),
        table.lines());
    assertFalse(table.holds());
    assertEquals(List.of("lost (other)"), table.broken());
  }

  @Test
  void aRowThatOneServerAloneHasLeavesAGap() {
    var table = of(List.of(), List.of(new Fact("lost", "0", "0", true)));

    assertEquals("lost | -   | 0     | 0    | yes", table.lines().get(1));
    assertEquals(List.of(), table.broken());
    assertTrue(table.holds());
  }

  @Test
  void whatNeedNotHoldCannotBreak() {
    assertEquals(
        "must say what does not hold: row=lost",
        assertThrows(IllegalArgumentException.class, () -> new Fact("lost", "1", "", false))
            .getMessage());
    assertTrue(new Table(Map.of("one", List.of(Fact.told("refused", "5")))).holds());
  }
}
