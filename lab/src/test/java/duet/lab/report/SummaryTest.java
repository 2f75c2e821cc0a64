package duet.lab.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.lab.plan.Asked;
import duet.lab.sample.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private static List<String> lines(Asked asked) {
    return Summary.lines(asked, Invented.SETTING, Invented.findings(asked, Invented.trials(asked)));
  }

  private static List<String> after(List<String> lines, String beginning) {
    return lines.stream().dropWhile(line -> !line.startsWith(beginning)).skip(1).toList();
  }

  @Test
  void theFiguresThatLeadStandFirst() {
    List<String> open = after(lines(Pages.ONE), "helidon-virtual ÷ ");
    List<String> closed = after(lines(Invented.closed(Pages.ONE)), "helidon-virtual ÷ ");

    assertTrue(open.get(0).startsWith("  cpu "), open::toString);
    assertTrue(open.get(1).startsWith("  allocated "), open::toString);
    assertTrue(open.get(2).startsWith("  context switches "), open::toString);
    assertTrue(closed.get(0).startsWith("  achieved "), closed::toString);
    assertTrue(closed.get(1).startsWith("  cpu "), closed::toString);
  }

  @Test
  void bothArmsHaveTheirContextSwitches() {
    assertEquals(
        3, lines(Pages.ONE).stream().filter(line -> line.startsWith("  context switches")).count());
  }

  @Test
  void aVisitorIsNotSaidToBePinned() {
    List<String> lines = lines(Pages.VISITED);

    assertTrue(
        lines
            .getFirst()
            .contains(
                " · vertx-async pinned to cpu 0, nginx where its owner put it, load pinned to cpu"
                    + " 1 · "),
        lines.getFirst());
    assertFalse(lines.stream().anyMatch(line -> line.contains("should decide")));
    assertTrue(lines.stream().anyMatch(line -> line.endsWith("(of this one process)")));
  }

  @Test
  void ofManyVoidTrialsTheFirstEightAreNamedAndTheOthersCounted() {
    List<Trial> trials = new ArrayList<>(Invented.trials(Pages.ONE));
    Trial voided = trials.stream().filter(trial -> !trial.counts()).findFirst().orElseThrow();
    for (int i = 0; i < 11; i++) {
      trials.add(Invented.again(voided, 100 + i));
    }
    List<String> said =
        Summary.lines(Pages.ONE, Invented.SETTING, Invented.findings(Pages.ONE, trials)).stream()
            .filter(line -> line.contains(" void"))
            .toList();

    assertEquals(9, said.size(), said::toString);
    assertEquals("Warning: 4 more trials are void", said.getLast());
  }

  @Test
  void whatComesFromOutsideCannotControlTheTerminal() {
    Trial plain = Invented.trials(Pages.ONE).getFirst();
    Setting setting =
        new Setting(
            "1.0",
            "c\u001b[31m",
            "j\u0007",
            "s",
            "p",
            2,
            0,
            List.of("x\u001b]0;y"),
            List.of(),
            Map.of(),
            List.of(),
            Map.of());
    List<Trial> trials = List.of(plain.with("process \u001b[2J ended"));

    List<String> lines = Summary.lines(Pages.ONE, setting, Invented.findings(Pages.ONE, trials));

    assertTrue(lines.stream().anyMatch(line -> line.contains("process \ufffd[2J ended")));
    assertFalse(
        lines.stream().anyMatch(line -> line.chars().anyMatch(Character::isISOControl)),
        lines::toString);
  }
}
