package duet.lab.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.lab.sample.Figure;
import duet.lab.sample.Trial;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An arm that works after it has answered, while the other has its turn, must not win by that. */
class PutOffTest {
  /** Beside its turns one arm needs a share of its CPU time, the other the usual two percent. */
  private static Findings findings(double share) {
    List<Trial> trials =
        Invented.trials(Pages.ONE).stream()
            .map(
                trial -> {
                  double own = trial.arm().equals("helidon-virtual") ? share : 0.02;
                  return Invented.with(
                      trial, Figure.CPU_ALL.key(), trial.figure(Figure.CPU) * (1 + own));
                })
            .toList();
    return Invented.findings(Pages.ONE, trials);
  }

  private static Optional<String> putOff(double share, boolean quick) {
    return findings(share).workloads().getFirst().putOff(quick);
  }

  @Test
  void whatAnArmPutsOffIsSaidWithBothRatios() {
    Findings.OfWorkload found = findings(0.3).workloads().getFirst();
    double turns =
        found.judged(Figure.CPU).map(each -> each.judgement().ratio()).orElseThrow().estimate();

    String said = found.putOff(false).orElseThrow();

    assertTrue(said.contains("that of turns " + Quantity.of(turns) + " ×"), said);
    assertTrue(said.contains("ratio is " + Quantity.of(turns * 1.3 / 1.02) + " ×"), said);
  }

  @Test
  void littleIsNotWorthAWordAndInAQuickAnswerTwiceAsLittle() {
    assertTrue(putOff(0.06, false).isEmpty());
    assertTrue(putOff(0.09, false).isPresent());
    assertTrue(putOff(0.09, true).isEmpty());
    assertTrue(putOff(0.2, true).isPresent());
  }

  @Test
  void pageAndTerminalWarn() {
    Findings found = findings(0.3);
    List<String> terminal = Summary.lines(Pages.ONE, Invented.SETTING, found);
    String page = Page.html(Pages.ONE, Invented.SETTING, found, List.of());

    assertEquals(
        1,
        terminal.stream()
            .filter(line -> line.startsWith("Warning: json: an arm works between its turns"))
            .count());
    assertTrue(Pages.text(page).contains("An arm works between its turns, after it has answered"));
    assertFalse(Pages.text(Pages.page(Pages.ONE, 20)).contains("An arm works between its turns"));
  }
}
