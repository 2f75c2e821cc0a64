package duet.gatling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConsoleTableTest {
  private static final Path PAGE = Path.of("target", "replay", "index.html");

  @Test
  void theTableReadsTheSameInEveryLocale() {
    Locales.everywhere(
        () -> assertEquals(Golden.text("console.txt"), ConsoleTable.render(Golden.replay(), PAGE)));
  }

  @Test
  void slowRowsStillFitATerminalOf120Columns() {
    var slow = Invented.row(Invented.ASYNC, Connections.CLOSE, 7, 1000, 902_031);
    var text = ConsoleTable.render(Invented.replay(java.util.List.of(slow)), PAGE);

    assertTrue(text.lines().allMatch(line -> line.length() <= 120), text);
  }

  @Test
  void aTerminalThatKnowsAsciiAloneShowsAllOfIt() {
    var text = ConsoleTable.render(Invented.replay(Invented.fullTable()), PAGE);

    assertTrue(StandardCharsets.US_ASCII.newEncoder().canEncode(text), text);
  }

  @Test
  void thePathOfThePageIsTheLastLine() {
    var text = ConsoleTable.render(Invented.replay(Invented.fullTable()), PAGE);

    assertEquals("Report: " + PAGE, text.lines().toList().getLast());
  }
}
