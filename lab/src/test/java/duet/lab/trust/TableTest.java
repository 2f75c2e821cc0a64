package duet.lab.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    var table = new Table("trial", "max, ms", "");
    table.row("1", "101.4", "as it must");
    table.row("12", "101.41234", "");
    assertEquals(
        List.of("trial  max, ms", "1      101.4      as it must", "12     101.41234"),
        table.lines());
  }

  @Test
  void aRowWithACellTooFewIsRefused() {
    var table = new Table("trial", "max, ms");
    var e = assertThrows(IllegalArgumentException.class, () -> table.row("1"));
    assertEquals("must be 2 cells: [1]", e.getMessage());
  }
}
