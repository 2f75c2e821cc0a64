package duet.lab.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.lab.plan.Asked;
import duet.lab.sample.Figure;
import duet.lab.sample.Trial;
import duet.lab.stats.Judgement;
import duet.lab.stats.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An arm that answers wrongly does less work: it must not win by that. */
class WrongAnswersTest {
  private static final String SAID =
      "12.00% of its answers were wrong or missing (helidon-virtual)";

  private static final Asked TWO = Invented.asked("helidon-virtual", 10, "json", "db");

  /**
   * Of one arm's 20,000 requests of json in each trial so many are answered wrong, of the other
   * none.
   */
  private static Findings findings(Asked asked, String arm, long wrong) {
    List<Trial> trials =
        Invented.trials(asked).stream()
            .map(
                trial ->
                    Invented.wrong(
                        trial,
                        trial.arm().equals(arm) && trial.workload().equals("json") ? wrong : 0))
            .toList();
    return Invented.findings(asked, trials);
  }

  private static Judgement judgement(Findings findings, Figure figure) {
    return findings.workloads().getFirst().judged(figure).orElseThrow().judgement();
  }

  @Test
  void nothingButRightAnswersPerSecondIsJudged() {
    Findings findings = findings(Pages.ONE, "helidon-virtual", 2_400);

    for (Findings.OfFigure judged : findings.workloads().getFirst().judged()) {
      Verdict verdict = judged.judgement().verdict();
      if (judged.figure() == Figure.GOODPUT) {
        assertEquals(new Verdict.Equivalent(0.03), verdict);
      } else {
        assertEquals(new Verdict.None(SAID), verdict, judged.figure().key());
      }
    }
  }

  @Test
  void numbersAndIntervalsAreKept() {
    Judgement right = judgement(findings(Pages.ONE, "helidon-virtual", 0), Figure.CPU);
    Judgement wrong = judgement(findings(Pages.ONE, "helidon-virtual", 2_400), Figure.CPU);

    assertInstanceOf(Verdict.FirstNeedsLess.class, right.verdict());
    assertNotNull(wrong.ratio());
    assertEquals(right.ratio(), wrong.ratio());
  }

  @Test
  void oneInAThousandMayBeWrong() {
    assertInstanceOf(
        Verdict.FirstNeedsLess.class,
        judgement(findings(Pages.ONE, "helidon-virtual", 20), Figure.CPU).verdict());
    assertEquals(
        new Verdict.None("0.10% of its answers were wrong or missing (vertx-async)"),
        judgement(findings(Pages.ONE, "vertx-async", 21), Figure.CPU).verdict());
  }

  @Test
  void theHeadlineSaysItFirst() {
    assertTrue(
        Pages.text(page(findings(Pages.ONE, "helidon-virtual", 2_400), Pages.ONE))
            .contains("json: " + SAID + "; no verdict on CPU per request"));
    String two = Pages.text(page(findings(TWO, "helidon-virtual", 2_400), TWO));
    assertTrue(
        two.contains("Duet: json: " + SAID + "; equivalent on db; no verdict on json"),
        two.substring(0, 500));
  }

  private static String page(Findings findings, Asked asked) {
    return Page.html(asked, Invented.SETTING, findings, List.of());
  }

  @Test
  void theTerminalSaysItBeforeItsRatios() {
    List<String> lines =
        Summary.lines(Pages.ONE, Invented.SETTING, findings(Pages.ONE, "helidon-virtual", 2_400));

    int said = lines.indexOf("  " + SAID);
    assertTrue(lines.get(said - 1).startsWith("helidon-virtual ÷ vertx-async"), lines::toString);
    assertTrue(lines.get(said + 1).startsWith("  goodput "), lines::toString);
    assertFalse(lines.stream().anyMatch(line -> line.contains("needs less")), lines::toString);
  }
}
