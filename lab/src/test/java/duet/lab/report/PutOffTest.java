package duet.lab.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.lab.plan.Asked;
import duet.lab.sample.Figure;
import duet.lab.sample.Trial;
import duet.lab.stats.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An arm that works after it has answered, while the other has its turn, must not win by that. */
class PutOffTest {
  private static final String WORDS =
      "between its turns helidon-virtual uses more CPU time than vertx-async, as one does that works"
          + " on after it has answered: charged with that, the ratio of CPU per request is ";

  /**
   * The second arm's CPU time in its turns is so many times what it was, and between them it has so
   * much of it; the first has a fiftieth, which is what the laboratory calls usual.
   */
  private static List<Trial> trials(Asked asked, double own, double between) {
    return Invented.trials(asked).stream()
        .map(
            trial -> {
              boolean second = isSecond(trial);
              double cpu = trial.figure(Figure.CPU) * (second ? own : 1);
              Trial with = Invented.with(trial, Figure.CPU.key(), cpu);
              double outside = second ? between * cpu : cpu / 50;
              return Invented.with(with, Figure.CPU_OUTSIDE.key(), outside);
            })
        .toList();
  }

  private static boolean isSecond(Trial trial) {
    return trial.arm().equals("helidon-virtual");
  }

  private static Findings findings(Asked asked, double own, double between) {
    return Invented.findings(asked, trials(asked, own, between));
  }

  /** One figure of one arm is so many times what it was. */
  private static Findings findings(
      Asked asked, List<Trial> trials, Figure figure, boolean ofSecond, double factor) {
    return Invented.findings(
        asked,
        trials.stream()
            .map(
                trial ->
                    isSecond(trial) == ofSecond
                        ? Invented.with(trial, figure.key(), factor * trial.figure(figure))
                        : trial)
            .toList());
  }

  private static boolean isSaid(Asked asked, double between) {
    return findings(asked, 1, between).workloads().getFirst().putOff().stream()
        .anyMatch(PutOff::plain);
  }

  private static String verdict(Findings findings) {
    return Claim.headline(
        List.of(Claim.of(Section.of(0, findings), findings.plan())), findings.plan());
  }

  @Test
  void littleIsNotWorthAWordAndInAQuickAnswerTwiceAsMuchIsNot() {
    assertFalse(isSaid(Pages.ONE, 0.06));
    assertTrue(isSaid(Pages.ONE, 0.1));
    assertFalse(isSaid(quick(), 0.1));
    assertTrue(isSaid(quick(), 0.2));
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
  void norDoesOneThatOwesItToTooLittleToBeSaid() {
    Findings late = findings(Pages.ONE, 0.885, 0.06);

    assertFalse(late.workloads().getFirst().putOff().orElseThrow().plain());
    assertEquals("json: no verdict on CPU per request", verdict(late));
  }

  @Test
  void aTrialThatIsFarOffHidesNothing() {
    assertEquals("json: no verdict on CPU per request", verdict(late(9, 10)));
  }

  @Test
  void norDoesAPairThatWasMeasuredWhole() {
    assertEquals("json: no verdict on CPU per request", verdict(late(3, Double.NaN)));
  }

  /** One pair's second trial has so many times the CPU time between turns; NaN for none. */
  private static Findings late(int pair, double times) {
    return Invented.findings(
        Pages.ONE,
        trials(Pages.ONE, 0.8, 0.3).stream()
            .map(
                trial ->
                    isSecond(trial) && trial.pair() == pair
                        ? Invented.with(
                            trial,
                            Figure.CPU_OUTSIDE.key(),
                            times * trial.figure(Figure.CPU_OUTSIDE))
                        : trial)
            .toList());
  }

  @Test
  void asFastAsItGoesTheArmThatIsChargedDoesNotServeMoreAndTheOtherMay() {
    Asked closed = Invented.closed(Pages.ONE);
    List<Trial> late = trials(closed, 1, 0.6);

    assertEquals(
        "json: no verdict on requests per second",
        verdict(findings(closed, late, Figure.ACHIEVED, true, 1.2)));
    assertEquals(
        "json: vertx-async serves more requests per second",
        verdict(findings(closed, late, Figure.ACHIEVED, false, 1.2)));
  }

  @Test
  void whatItAnswersWhileItsWorkWaitsIsNotFaster() {
    List<Trial> late = trials(Pages.ONE, 0.8, 0.3);
    Findings found = findings(Pages.ONE, late, Figure.P50, true, 0.5);

    assertTrue(kind(found, Figure.P50) instanceof Verdict.None);
    assertTrue(
        kind(findings(Pages.ONE, late, Figure.P50, true, 2), Figure.P50)
            instanceof Verdict.FirstNeedsLess);
  }

  private static Verdict kind(Findings found, Figure figure) {
    return found.workloads().getFirst().judged(figure).orElseThrow().judgement().verdict();
  }

  @Test
  void aCommitThatPutsWorkOffHasMadeNothingCheaper() {
    Regression honest = Regression.of(findings(Pages.ONE, 0.8, 0.02));
    Regression late = Regression.of(findings(Pages.ONE, 0.8, 0.6));

    assertFalse(honest.found().stream().anyMatch(line -> line.startsWith("json cpu")));
    assertTrue(
        late.found().stream().anyMatch(line -> line.startsWith("json cpu, charged 1.3")),
        late.found().toString());
  }

  @Test
  void pageTerminalAndDataSayIt() {
    Findings found = findings(Pages.ONE, 1, 0.3);
    List<String> terminal = Summary.lines(Pages.ONE, Invented.SETTING, found);
    String page = Pages.text(Page.html(Pages.ONE, Invented.SETTING, found, List.of()));

    assertEquals(
        1, terminal.stream().filter(line -> line.startsWith("Warning: json: " + WORDS)).count());
    assertTrue(page.contains("B" + WORDS.substring(1)));
    assertTrue(
        ResultJson.text(Pages.ONE, Invented.SETTING, found).contains("\"putOff\" : \"" + WORDS));
    assertFalse(Pages.text(Pages.page(Pages.ONE, 20)).contains("uses more CPU time than"));
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
