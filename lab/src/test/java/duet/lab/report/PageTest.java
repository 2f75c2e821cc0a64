package duet.lab.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.lab.plan.Asked;
import duet.lab.sample.Trial;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class PageTest {
  private static final Asked ONE = Invented.asked("helidon-virtual", 10, "json");
  private static final Asked VISITED =
      Invented.asked("nginx=http://127.0.0.1:8080,pid=17", 10, "json");
  private static final Flame FLAME =
      new Flame(
          "nginx",
          "json",
          "<html><p id=\"x\">a &amp; b</p><script>x.textContent = '1 < 2 && \"drawn\"';</script></html>");

  private static String page(Asked asked, List<Trial> trials, Flame... flames) {
    return Page.html(asked, Invented.SETTING, Invented.findings(asked, trials), List.of(flames));
  }

  private static String page(Asked asked, int trials, Flame... flames) {
    return page(asked, Invented.trials(asked, trials), flames);
  }

  private static String whole() {
    return page(Invented.ASKED, 1000);
  }

  /** The same as fast as it goes. */
  private static Asked closed(Asked asked) {
    return new Asked(
        asked.arms(),
        asked.workloads(),
        "max",
        false,
        asked.connections(),
        asked.newConnections(),
        asked.trials(),
        asked.durationMillis(),
        asked.precisionPercent(),
        asked.seed(),
        true,
        false,
        "",
        "");
  }

  private static List<String> everyKind() {
    return List.of(
        whole(),
        page(ONE, 5),
        page(Invented.ASKED, 13),
        page(Invented.ASKED, 0),
        page(VISITED, 1000, FLAME));
  }

  /** The parser is strict: what it takes, a browser does. */
  private static Document parsed(String page) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(page)));
    } catch (SAXException | IOException | javax.xml.parsers.ParserConfigurationException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> values(Document page, String attribute) {
    var values = new ArrayList<String>();
    NodeList all = page.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      Element element = (Element) all.item(i);
      if (element.hasAttribute(attribute)) {
        values.add(element.getAttribute(attribute));
      }
    }
    return values;
  }

  private static String text(String page) {
    return parsed(page).getDocumentElement().getTextContent().replaceAll("\\s+", " ");
  }

  @Test
  void pagesOfEveryKindAreKeptToBeLookedAt() throws IOException {
    Path folder = Files.createDirectories(Path.of("target/pages"));
    List<String> names = List.of("whole", "two", "incomplete", "nothing", "visited");
    for (int i = 0; i < names.size(); i++) {
      Path file = folder.resolve(names.get(i) + ".html");
      Files.writeString(file, everyKind().get(i));
      assertTrue(Files.size(file) > 10_000);
    }
  }

  @Test
  void everyPageIsWellFormedAndEveryLinkOnItLeadsSomewhere() {
    for (String page : everyKind()) {
      Document document = parsed(page);
      List<String> ids = values(document, "id");
      assertEquals(ids.stream().distinct().toList(), ids);
      for (String link : values(document, "href")) {
        assertTrue(
            link.equals("data:,")
                || link.matches("(trials/[0-9]{4}|result|plan|setting)\\.json")
                || (link.startsWith("#") && ids.contains(link.substring(1))),
            link);
      }
      for (String label : values(document, "aria-labelledby")) {
        assertTrue(ids.contains(label), label);
      }
    }
  }

  @Test
  void nothingIsFetchedAndNoScriptIsNeeded() {
    for (String page : everyKind()) {
      assertFalse(page.contains("<script"));
      assertEquals(List.of(), values(parsed(page), "src"));
      assertFalse(
          Pattern.compile("@import|<(img|object|embed|form)|url\\([^#]").matcher(page).find());
    }
    assertFalse(whole().contains("script-src"));
  }

  @Test
  void aPageOfTenTrialsEachIsFarBelowTwoMegabytes() {
    assertTrue(page(ONE, 1000).getBytes(StandardCharsets.UTF_8).length < 200_000);
    assertTrue(whole().getBytes(StandardCharsets.UTF_8).length < 500_000);
  }

  @Test
  void theHeadlineSaysWhoNeedsLessOfWhat() {
    String page = text(whole());

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
    String page = whole();
    int verdicts = page.indexOf("id=\"ratios\"");

    assertTrue(
        page.indexOf("share one core with the backend &lt;b>&amp;&lt;/b>") < verdicts
            || page.indexOf("share one core with the backend &lt;b&gt;&amp;&lt;/b&gt;") < verdicts);
    assertTrue(
        text(page)
            .contains(
                "Void, shown but in no figure: trial 14, helidon-virtual: the load generator stood still for 61 ms"));
  }

  @Test
  void anUnfinishedComparisonSaysSo() {
    String page = text(page(ONE, 5));

    assertTrue(page.contains("Not complete: 2 of 10 trials each."), page);
    assertTrue(page.contains("Two trials give no interval."));
    assertTrue(text(page(ONE, 0)).contains("No pair of trials counts yet"));
    assertFalse(text(whole()).contains("Not complete"));
  }

  @Test
  void aVisitedServerWeakensItsVerdictAndHasNoFiguresOfItsJvm() {
    String page = page(VISITED, 1000);

    assertTrue(text(page).contains("the one process of nginx that was visited"));
    assertTrue(text(page).contains("is not started anew: all its trials are of one process"));
    assertFalse(text(page).contains("NaN"));
    assertTrue(page.contains("<td>–</td>"));
  }

  @Test
  void aClosedLoopIsSaidToFlatterAndShowsItsRateFirst() {
    String page = text(page(closed(ONE), 1000));

    assertTrue(page.contains("a server that stalls is asked less meanwhile"));
    assertTrue(page.indexOf("achieved: ") < page.indexOf("p99: "));
    assertTrue(page.contains("nothing is pinned"));
    assertFalse(page.contains("50.0 ms"), "thresholds of the open loop");
  }

  @Test
  void manyTrialsDoNotMakeItHeavy() {
    Asked many = Invented.asked("helidon-virtual", 60, "json");

    assertTrue(page(many, 1000).length() < 400_000);
  }

  @Test
  void everyTrialHasADotInEachStripAndARowWithItsRawData() {
    for (Asked asked : List.of(ONE, Invented.ASKED)) {
      List<Trial> trials = Invented.trials(asked);
      Document page = parsed(page(asked, trials));
      List<String> links = values(page, "href");
      var ids = new HashSet<>(values(page, "id"));
      for (Trial trial : trials) {
        String row = "trial-" + trial.run();
        assertTrue(ids.contains(row), row);
        assertTrue(links.contains(Page.file(trial)));
        // Four strips, and the row of the generator's account.
        assertTrue(links.stream().filter(("#" + row)::equals).count() >= 5, row);
      }
    }
  }

  @Test
  void theReasonOfAVoidTrialIsInItsRow() {
    Document page = parsed(page(ONE, 1000));

    NodeList rows = page.getElementsByTagName("tr");
    for (int i = 0; i < rows.getLength(); i++) {
      Element row = (Element) rows.item(i);
      if (row.getAttribute("id").equals("trial-6")) {
        assertEquals("VOID", row.getAttribute("class"));
        assertTrue(row.getTextContent().contains("the load generator stood still for 61 ms"));
        return;
      }
    }
    throw new AssertionError("trial 6 has no row");
  }

  @Test
  void flameGraphsComeThroughWhole() {
    assertEquals(List.of(FLAME.html()), values(parsed(page(VISITED, 1000, FLAME)), "srcdoc"));
  }

  @Test
  void whatComesFromOutsideCannotBecomeMarkup() {
    String evil = "<b a=\"x\" b='y'>&</b>\u001b[31m\u0000";
    Trial plain = Invented.trials(ONE).getFirst();
    var trial =
        new Trial(
            plain.run(),
            plain.workload(),
            plain.arm(),
            plain.pair(),
            plain.began(),
            List.of(evil),
            List.of(),
            plain.warmUpMicros(),
            plain.turnMicros(),
            plain.figures(),
            plain.load());
    var setting =
        new Setting(
            "1.0",
            evil,
            evil,
            evil,
            evil,
            2,
            0,
            List.of(evil),
            List.of(evil),
            Map.of("a", evil),
            List.of(evil),
            Map.of("json", evil));

    String page = Page.html(ONE, setting, Invented.findings(ONE, List.of(trial)), List.of());

    assertEquals(0, parsed(page).getElementsByTagName("b").getLength());
  }

  @Test
  void thePageIsTheSameInEveryLocale() {
    String here = judgedAnew();

    Locales.everywhere(() -> assertEquals(here, judgedAnew()));
  }

  private static String judgedAnew() {
    List<Trial> trials = Invented.trials(Invented.ASKED, 31);
    return Page.html(
        Invented.ASKED,
        Invented.SETTING,
        Findings.of(Invented.plan(Invented.ASKED), trials),
        List.of());
  }
}
