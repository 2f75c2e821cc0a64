package duet.lab.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.lab.plan.Asked;
import duet.lab.plan.AskedOf;
import duet.lab.plan.Plan;
import duet.lab.plan.PlanException;
import duet.lab.sample.Figure;
import duet.lab.sample.Trial;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RegressionTest {
  private static final Asked ASKED =
      AskedOf.arms("before=vertx-async", "after=vertx-async", List.of("json"), 10);

  /** Trials that differ by chance alone but for one figure, which the second arm needs more of. */
  private static List<Trial> trials(Figure figure, double factor) {
    return Invented.trials(ASKED).stream()
        .map(trial -> Invented.with(trial, Figure.CPU.key(), jitter(trial, 9)))
        .map(trial -> Invented.with(trial, Figure.P99.key(), jitter(trial, 1.5)))
        .map(trial -> Invented.with(trial, Figure.RSS.key(), jitter(trial, 130)))
        .map(trial -> Invented.with(trial, Figure.ALLOCATED.key(), jitter(trial, 2400)))
        .map(
            trial ->
                trial.arm().equals("after")
                    ? Invented.with(trial, figure.key(), factor * trial.figure(figure))
                    : trial)
        .toList();
  }

  private static double jitter(Trial trial, double value) {
    return value * (1 + 0.003 * ((trial.run() * 7) % 5));
  }

  private static Regression regression(Figure figure, double factor) {
    return Regression.of(Findings.of(Invented.plan(ASKED), trials(figure, factor)));
  }

  @Test
  void whatNeedsMoreInTurnsIsARegressionWhateverItNeedsMoreOf() {
    for (Figure figure : List.of(Figure.CPU, Figure.ALLOCATED, Figure.P99, Figure.RSS)) {
      List<String> found = regression(figure, 1.08).found();
      assertEquals(1, found.size(), found::toString);
      assertTrue(found.getFirst().startsWith("json " + figure.label() + " 1.0"), found::toString);
    }
  }

  @Test
  void answersThatAreWrongNowAreOneAndNothingElseIsSaidOfTheirCost() {
    List<Trial> wrong =
        trials(Figure.CPU, 0.5).stream()
            .map(trial -> Invented.wrong(trial, trial.arm().equals("after") ? 200 : 0))
            .toList();
    Regression regression = Regression.of(Findings.of(Invented.plan(ASKED), wrong));
    assertEquals(
        List.of("json: 1.00% of its answers were wrong or missing (after)"), regression.found());
    assertEquals(List.of(), regression.foundWhateverTheDay(), "the day may have been to blame");
  }

  @Test
  void whatNeedsAsMuchOrLessIsNone() {
    assertEquals(List.of(), regression(Figure.CPU, 1).found());
    assertEquals(List.of(), regression(Figure.CPU, 0.8).found());
  }

  @Test
  void onAnotherDayOnlyWhatIsCountedIsOne() {
    assertEquals(List.of(), regression(Figure.CPU, 2).foundWhateverTheDay());
    assertEquals(List.of(), regression(Figure.P99, 2).foundWhateverTheDay());
    assertEquals(1, regression(Figure.ALLOCATED, 1.08).foundWhateverTheDay().size());
  }

  @Test
  void howSureEachFigureIsAndAllTogetherIsSaid() {
    assertEquals("at 98.75 % each, 95 % together", regression(Figure.CPU, 1).confidence());
  }

  @Test
  void whatIsUndecidedIsSaidWithWhatItTakes() {
    assertEquals(List.of(), regression(Figure.CPU, 1).undecided());
    List<Trial> noisy =
        trials(Figure.CPU, 1).stream()
            .map(trial -> Invented.with(trial, Figure.CPU.key(), 9 + (trial.run() * 7) % 5))
            .toList();
    List<String> undecided = Regression.of(Findings.of(Invented.plan(ASKED), noisy)).undecided();
    assertEquals(1, undecided.size(), undecided::toString);
    assertTrue(
        undecided
            .getFirst()
            .matches("json cpu, ([0-9]+ more trials? of each should decide|even.*)"),
        undecided::toString);
  }

  @Test
  void resultsOfAnotherJdkOrOfOtherOptionsAreToldApart() throws Exception {
    Setting setting = Invented.SETTING;
    Plan plan = ASKED.plan();
    assertEquals(List.of(), Joined.differences(plan, setting, plan, setting, "before"));
    Plan other =
        ASKED
            .withArms(List.of("before=vertx-async,jvm=-Xmx1g,commit=abc", "after=vertx-async"))
            .plan();
    assertEquals(
        List.of(
            "JDK: %s before, another after".formatted(setting.jdk()),
            "options of before: vertx-async before, vertx-async -Xmx1g after"),
        Joined.differences(plan, setting, other, withJdk(setting, "another"), "before"));
  }

  private static Setting withJdk(Setting setting, String jdk) {
    return new Setting(
        setting.duet(),
        setting.commit(),
        jdk,
        setting.system(),
        setting.processor(),
        setting.processors(),
        setting.memoryBytes(),
        setting.cautions(),
        setting.machine(),
        setting.contract(),
        setting.parity(),
        setting.expected());
  }

  @Test
  void severalFiguresAreJudgedMoreStrictlyThanOne() {
    Findings findings = Findings.of(Invented.plan(ASKED), trials(Figure.CPU, 1.08));
    String alone =
        findings
            .workloads()
            .getFirst()
            .judged(Figure.CPU)
            .map(judged -> Words.ratio(judged.judgement()))
            .orElseThrow();
    assertFalse(Regression.of(findings).lines().getFirst().contains(alone), alone);
  }

  @Test
  void twoResultsAreJudgedAsOneComparisonOfTheArmThatBothHave() throws Exception {
    List<Trial> json = trials(Figure.ALLOCATED, 1.08);
    List<Trial> earlier = json.stream().filter(trial -> trial.arm().equals("before")).toList();
    List<Trial> later =
        json.stream()
            .filter(trial -> trial.arm().equals("after"))
            .map(trial -> trial.of("before"))
            .toList();
    Findings findings =
        Joined.findings(Invented.plan(ASKED), earlier, Invented.plan(ASKED), later, "before");
    assertEquals(1, Regression.of(findings).foundWhateverTheDay().size());
  }

  @Test
  void resultsThatWereMeasuredOtherwiseAreRefusedInOneLineThatNamesBoth() throws Exception {
    assertEquals(
        "no workload is in both results",
        refused(AskedOf.arms("before=vertx-async", "b=vertx-async", List.of("db"), 10).plan()));
    Plan quick =
        new Asked(
                ASKED.arms(),
                ASKED.workloads(),
                "5000",
                false,
                64,
                false,
                10,
                10_000,
                3,
                42,
                true,
                false,
                "0",
                "1")
            .plan();
    assertEquals(
        "the results were measured under different loads: "
            + "at 5000/s · open loop, equal distances, 64 connections and "
            + "at 5000/s · open loop, equal distances, 64 connections, --quick",
        refused(quick));
  }

  private static @Nullable String refused(Plan other) {
    return assertThrows(
            PlanException.class,
            () -> Joined.findings(Invented.plan(ASKED), List.of(), other, List.of(), "before"))
        .getMessage();
  }
}
