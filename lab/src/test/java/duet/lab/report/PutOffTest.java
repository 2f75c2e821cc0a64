package duet.lab.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.lab.plan.Asked;
import duet.lab.sample.Figure;
import duet.lab.sample.Trial;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An arm that works after it has answered, while the other has its turn, must not win by that. */
class PutOffTest {
  private static final String WARNING =
      "Warning: json: helidon-virtual works between its turns, after it has answered: charged with"
          + " that, the ratio of CPU per request is ";

  /**
   * The second arm's CPU time in its turns is so many times what it was, and between them it has so
   * much of it; the first has a fiftieth, which is what the laboratory calls usual.
   */
  private static Findings findings(Asked asked, double own, double between) {
    List<Trial> trials =
        Invented.trials(asked).stream()
            .map(
                trial -> {
                  boolean second = trial.arm().equals("helidon-virtual");
                  double cpu = trial.figure(Figure.CPU) * (second ? own : 1);
                  Trial with = Invented.with(trial, Figure.CPU.key(), cpu);
                  double outside = second ? between * cpu : cpu / 50;
                  return Invented.with(with, Figure.CPU_OUTSIDE.key(), outside);
                })
            .toList();
    return Invented.findings(asked, trials);
  }

  private static Optional<PutOff> putOff(Asked asked, double between) {
    return findings(asked, 1, between).workloads().getFirst().putOff();
  }

  private static String verdict(Findings findings) {
    return Claim.headline(
        List.of(Claim.of(Section.of(0, findings), findings.plan())), findings.plan());
  }

  @Test
  void littleIsNotWorthAWordAndInAQuickAnswerTwiceAsMuchIsNot() {
    assertTrue(putOff(Pages.ONE, 0.06).isEmpty());
    assertTrue(putOff(Pages.ONE, 0.1).isPresent());
    assertTrue(putOff(quick(), 0.1).isEmpty());
    assertTrue(putOff(quick(), 0.2).isPresent());
  }

  @Test
  void whatBothArmsNeedToBeThereAtAllIsPutDownToNeither() {
    List<Trial> trials =
        Invented.trials(Pages.ONE).stream()
            .map(trial -> Invented.with(trial, Figure.CPU_OUTSIDE.key(), 20))
            .toList();
    assertTrue(Invented.findings(Pages.ONE, trials).workloads().getFirst().putOff().isEmpty());
  }

  @Test
  void anArmThatNeedsLessInItsTurnsAloneDoesNotWin() {
    Findings honest = findings(Pages.ONE, 0.8, 0.02);
    Findings late = findings(Pages.ONE, 0.8, 0.3);

    assertEquals("json: helidon-virtual needs less CPU per request", verdict(honest));
    assertEquals("json: no verdict on CPU per request", verdict(late));
  }

  @Test
  void anArmThatNeedsLessAllTheSameWinsAllTheSame() {
    assertEquals(
        "json: helidon-virtual needs less CPU per request", verdict(findings(Pages.ONE, 0.5, 0.2)));
  }

  @Test
  void theOtherArmsVictoryStands() {
    assertEquals(
        "json: vertx-async needs less CPU per request", verdict(findings(Pages.ONE, 1, 0.3)));
  }

  @Test
  void aCommitThatPutsWorkOffHasMadeNothingCheaper() {
    Regression honest = Regression.of(findings(Pages.ONE, 0.8, 0.02));
    Regression late = Regression.of(findings(Pages.ONE, 0.8, 0.6));

    assertFalse(honest.found().stream().anyMatch(line -> line.startsWith("json cpu ")));
    assertTrue(
        late.found().stream().anyMatch(line -> line.startsWith("json cpu 1.3")),
        late.found().toString());
  }

  @Test
  void pageTerminalAndDataWarn() {
    Findings found = findings(Pages.ONE, 1, 0.3);
    List<String> terminal = Summary.lines(Pages.ONE, Invented.SETTING, found);
    String page = Pages.text(Page.html(Pages.ONE, Invented.SETTING, found, List.of()));

    assertEquals(1, terminal.stream().filter(line -> line.startsWith(WARNING)).count());
    assertTrue(page.contains("helidon-virtual works between its turns, after it has answered"));
    assertTrue(
        ResultJson.text(Pages.ONE, Invented.SETTING, found)
            .contains("\"putOff\" : \"helidon-virtual works between"));
    assertFalse(Pages.text(Pages.page(Pages.ONE, 20)).contains("works between its turns"));
  }

  private static Asked quick() {
    return new Asked(
        Pages.ONE.arms(),
        Pages.ONE.workloads(),
        Pages.ONE.rate(),
        false,
        Pages.ONE.connections(),
        false,
        Pages.ONE.trials(),
        Pages.ONE.durationMillis(),
        Pages.ONE.precisionPercent(),
        Pages.ONE.seed(),
        true,
        false,
        "0",
        "1");
  }
}
