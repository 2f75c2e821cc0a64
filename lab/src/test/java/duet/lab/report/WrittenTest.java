package duet.lab.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.lab.plan.Asked;
import duet.lab.plan.PlanException;
import duet.lab.sample.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void thePageAndTheResultOfRawDataAreTheSameWhenMadeAnew() throws Exception {
    Asked asked = Invented.asked("helidon-virtual", 3, "json");
    Results results = Results.next(folder);
    results.write(asked);
    results.write(Invented.SETTING);
    List<Trial> trials = Invented.trials(asked);
    for (Trial trial : trials) {
      results.write(trial);
    }
    results.write(asked, Invented.SETTING, Invented.findings(asked, trials), List.of());
    String page = Files.readString(results.page());
    String json = Files.readString(results.folder().resolve("result.json"));

    Results again = Results.of(results.folder());
    again.write(
        again.asked(),
        again.setting(),
        Findings.of(again.asked().plan(), again.trials()),
        List.of());

    assertEquals(page, Files.readString(results.page()));
    assertEquals(json, Files.readString(results.folder().resolve("result.json")));
    assertEquals(List.of(), drafts(results.folder()));
    for (Trial trial : trials) {
      assertTrue(Files.exists(results.folder().resolve(Page.file(trial))));
    }
  }

  @Test
  void aTrialWhoseHistogramIsNoneIsNamedWithItsFile() throws Exception {
    Asked asked = Invented.asked("helidon-virtual", 2, "json");
    Results results = Results.next(folder);
    Trial trial = Invented.trials(asked).getFirst();
    results.write(trial);
    Path file = results.folder().resolve(Page.file(trial));
    Files.writeString(
        file,
        Files.readString(file)
            .replaceFirst("\"response\" : \"[^\"]*\"", "\"response\" : \"AAAA\""));

    String said = String.valueOf(assertThrows(PlanException.class, results::trials).getMessage());

    assertTrue(said.startsWith(file + " cannot be understood: no compressed HdrHistogram"), said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"service", "failures", "arm", "workload"})
  void aTrialThatLacksAFieldIsNamedWithItsFile(String field) throws Exception {
    Asked asked = Invented.asked("helidon-virtual", 2, "json");
    Results results = Results.next(folder);
    results.write(Invented.trials(asked).getFirst());
    Path file = results.folder().resolve(Page.file(Invented.trials(asked).getFirst()));
    Files.writeString(
        file, Files.readString(file).replace("\"" + field + "\"", "\"anotherField\""));

    String said = String.valueOf(assertThrows(PlanException.class, results::trials).getMessage());

    assertTrue(said.contains(file.getFileName() + " cannot be understood"), said);
  }

  private static List<Path> drafts(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".part")).toList();
    }
  }
}
