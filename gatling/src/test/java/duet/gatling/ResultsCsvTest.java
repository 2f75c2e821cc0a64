package duet.gatling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ResultsCsvTest {

  @Test
  void theFileIsTheSameInEveryLocale() {
    Locales.everywhere(
        () -> assertEquals(Golden.text("results.csv"), ResultsCsv.render(Golden.replay().rows())));
  }

  @Test
  void theFirstColumnsAreThoseOfTheOriginal() {
    var original = Golden.text("original.csv").lines().findFirst().orElseThrow();

    var ours = ResultsCsv.render(Invented.fullTable()).lines().findFirst().orElseThrow();

    assertTrue(ours.startsWith(original + ","), ours);
  }

  @Test
  void theOriginalIsReadFigureForFigure() {
    var lines = Original.table();

    assertEquals(5, lines.size());
    assertEquals("server_thread_http.py", lines.getLast().server());
    assertEquals(
        "[2, 5, 415.259, 1000, 10, 121390, 2.41, 2076.296, 0.29]",
        lines.getLast().cells(Quantity.FILE).values().toString());
  }
}
