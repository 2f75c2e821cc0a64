package duet.lab.report;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.lab.sample.Figure;
import duet.lab.stats.Verdict;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the page says. */
class PageWordsTest {
  @Test
  void theHeadlineSaysWhoNeedsLessOfWhat() {
    String page = Pages.text(Pages.whole());

    assertTrue(
        page.contains(
            "vertx-async needs less CPU per request on json; equivalent on db; inconclusive on"
                + " delay-20"),
        page.substring(0, 2000));
    assertTrue(page.contains("98.3% CI"));
    assertTrue(page.contains("for all 3 workloads together with 95% confidence"));
    assertTrue(page.contains("more trials of each should decide."));
  }

  @Test
  void cautionsAndVoidTrialsStandBesideTheVerdicts() {
    String page = Pages.whole();
    int verdicts = page.indexOf("id=\"ratios\"");

    assertTrue(
        page.indexOf("share one core with the backend &lt;b>&amp;&lt;/b>") < verdicts
            || page.indexOf("share one core with the backend &lt;b&gt;&amp;&lt;/b&gt;") < verdicts);
    assertTrue(
        Pages.text(page)
            .contains(
                "Void, shown but in no figure: trial 14, helidon-virtual: the load generator stood still for 61 ms"));
  }

  @Test
  void anUnfinishedComparisonSaysSo() {
    String page = Pages.text(Pages.page(Pages.ONE, 5));

    assertTrue(page.contains("Not complete: 2 of 10 trials each."), page);
    assertTrue(page.contains("Two trials give no interval."));
    assertTrue(Pages.text(Pages.page(Pages.ONE, 0)).contains("No pair of trials counts yet"));
    assertFalse(Pages.text(Pages.whole()).contains("Not complete"));
  }

  @Test
  void aVisitedServerWeakensItsVerdictAndHasNoFiguresOfItsJvm() {
    String page = Pages.page(Pages.VISITED, 1000);

    assertTrue(Pages.text(page).contains("the one process of nginx that was visited"));
    assertTrue(Pages.text(page).contains("is not started anew: all its trials are of one process"));
    assertFalse(Pages.text(page).contains("NaN"));
    assertTrue(page.contains("<td>–</td>"));
  }

  @Test
  void aClosedLoopIsSaidToFlatterAndItsRateLeads() {
    String page = Pages.page(Invented.closed(Pages.ONE), 1000);
    String text = Pages.text(page);

    assertTrue(text.contains("a server that stalls is asked less meanwhile"));
    assertTrue(
        text.contains("json: equivalent within 3 % in requests per second"),
        text.substring(0, 2000));
    assertTrue(text.indexOf("cpu: ") < text.indexOf("p99: "));
    assertTrue(
        page.indexOf("<figcaption>achieved") > 0
            && page.indexOf("<figcaption>achieved") < page.indexOf("<figcaption>cpu "));
    assertTrue(text.contains("vertx-async and helidon-virtual not pinned, load not pinned"));
    assertFalse(text.contains("in a hundred was sent"), "thresholds of the open loop");
  }

  @Test
  void theVerdictsComeBeforeTheCautions() {
    for (String page : Pages.everyKind()) {
      int claims = page.indexOf("class=\"claims\"");

      assertTrue(claims > 0 && claims < page.indexOf("class=\"warn\""));
    }
  }

  @Test
  void whereEachArmRunsIsSaidOfEach() {
    assertTrue(
        Pages.text(Pages.whole())
            .contains("vertx-async and helidon-virtual pinned to cpu 0, load pinned to cpu 1"));
    assertTrue(
        Pages.text(Pages.page(Pages.VISITED, 1000))
            .contains(
                "vertx-async pinned to cpu 0, nginx where its owner put it, load pinned to cpu 1"));
  }

  @Test
  void aVisitedServerIsNeverSaidToNeedMoreTrials() {
    String page = Pages.text(Pages.page(Pages.VISITED, 1000));

    assertFalse(page.contains("more trials of each"), page);
    assertTrue(page.contains("(of this one process)"));
  }

  @Test
  void theRatiosAreSaidInTheWordsOfTheVerdicts() {
    String page = Pages.text(Pages.whole());

    assertFalse(
        Pattern.compile("has less|does better|does it with|does more").matcher(page).find());
    assertTrue(page.contains("◂ helidon-virtual needs less, is faster"));
    assertTrue(page.contains("vertx-async needs less, is faster ▸"));
    assertTrue(page.contains("helidon-virtual serves more ▸"));
  }

  @Test
  void memoryOfAProcessThatIsVisitedHasNoVerdict() {
    Findings.OfWorkload visited =
        Invented.findings(Pages.VISITED, Invented.trials(Pages.VISITED)).workloads().getFirst();

    for (Figure figure : List.of(Figure.RSS, Figure.PSS, Figure.PEAK_RSS, Figure.THREADS)) {
      assertInstanceOf(
          Verdict.None.class,
          visited.judged(figure).orElseThrow().judgement().verdict(),
          figure.label());
    }
  }

  @Test
  void theMethodIsThatOfTheComparison() {
    String whole = Pages.text(Pages.whole());
    String quick = Pages.text(Pages.page(Invented.closed(Pages.ONE), 1000));
    String visited = Pages.text(Pages.page(Pages.VISITED, 1000));

    assertTrue(whole.contains("until its CPU time per request is steady or a number of bursts"));
    assertFalse(quick.contains("is steady or"));
    assertFalse(whole.contains("descendants"));
    assertTrue(visited.contains("and of its descendants"));
    assertTrue(whole.contains("JIT compilers took more than 20 % of its CPU time"));
    assertTrue(whole.contains("the trial beside it is void"));
    assertTrue(whole.contains("measured once more on the same warm processes"));
    assertTrue(whole.contains("a stall that begins in a turn is charged whole"));
  }
}
