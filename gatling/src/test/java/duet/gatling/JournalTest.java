package duet.gatling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final String BROKEN_OFF =
      "broken off: 0 of 28 rows were replayed, and no report was written";

  @TempDir private Path target;
  private Journal journal;

  @BeforeEach
  void begin() throws PlanException {
    journal = new Journal(Plan.of(new Properties()), target.resolve("gatling"), List.of());
  }

  @Test
  void aReplayThatCompletesNoRowSaysThatItHasNoReport() throws IOException {
    assertFalse(journal.write());
    assertEquals(BROKEN_OFF + "\n", journal.closing());
  }

  @Test
  void theReportOfAnEarlierReplayIsLeftAndNamedAsThat() throws IOException {
    Path page = Files.createDirectory(target.resolve("replay")).resolve("index.html");
    Files.writeString(page, "an earlier replay's");
    assertFalse(journal.write());
    assertEquals(
        BROKEN_OFF + "; an earlier replay's is still there: " + page + "\n", journal.closing());
    assertEquals("an earlier replay's", Files.readString(page));
  }
}
