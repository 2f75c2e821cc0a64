package duet.lab.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.lab.plan.Asked;
import duet.lab.sample.Trial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import tools.jackson.databind.json.JsonMapper;

class PageTest {
  @Test
  void pagesOfEveryKindAreKeptToBeLookedAt() throws IOException {
    Path folder = Files.createDirectories(Path.of("target/pages"));
    List<String> names = List.of("whole", "two", "incomplete", "nothing", "visited");
    for (int i = 0; i < names.size(); i++) {
      Path file = folder.resolve(names.get(i) + ".html");
      Files.writeString(file, Pages.everyKind().get(i));
      assertTrue(Files.size(file) > 10_000);
    }
  }

  @Test
  void everyPageIsWellFormedAndEveryLinkOnItLeadsSomewhere() {
    for (String page : Pages.everyKind()) {
      Document document = Pages.parsed(page);
      List<String> ids = Pages.values(document, "id");
      assertEquals(ids.stream().distinct().toList(), ids);
      for (String link : Pages.values(document, "href")) {
        assertTrue(
            link.equals("data:,")
                || link.matches("(trials/[0-9]{4}|result|plan|setting)\\.json")
                || (link.startsWith("#") && ids.contains(link.substring(1))),
            link);
      }
      for (String label : Pages.values(document, "aria-labelledby")) {
        assertTrue(ids.contains(label), label);
      }
    }
  }

  @Test
  void nothingIsFetchedAndNoScriptIsNeeded() {
    for (String page : Pages.everyKind()) {
      assertFalse(page.contains("<script"));
      assertEquals(List.of(), Pages.values(Pages.parsed(page), "src"));
      assertFalse(
          Pattern.compile("@import|<(img|object|embed|form)|url\\([^#]").matcher(page).find());
    }
    assertFalse(Pages.whole().contains("script-src"));
  }

  @Test
  void aPageOfTenTrialsEachIsFarBelowTwoMegabytes() {
    assertTrue(Pages.page(Pages.ONE, 1000).getBytes(StandardCharsets.UTF_8).length < 200_000);
    assertTrue(Pages.whole().getBytes(StandardCharsets.UTF_8).length < 500_000);
  }

  @Test
  void manyTrialsDoNotMakeItHeavy() {
    Asked many = Invented.asked("helidon-virtual", 60, "json");

    assertTrue(Pages.page(many, 1000).length() < 400_000);
  }

  @Test
  void everyTrialHasADotInEachStripAndARowWithItsRawData() {
    for (Asked asked : List.of(Pages.ONE, Invented.ASKED)) {
      List<Trial> trials = Invented.trials(asked);
      Document page = Pages.parsed(Pages.page(asked, trials));
      List<String> links = Pages.values(page, "href");
      var ids = new HashSet<>(Pages.values(page, "id"));
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
    Document page = Pages.parsed(Pages.page(Pages.ONE, 1000));

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
  void flameGraphsComeThroughWholeAndAreShownFromTheirRoots() {
    String document =
        Pages.values(Pages.parsed(Pages.page(Pages.VISITED, 1000, Pages.FLAME)), "srcdoc")
            .getFirst();
    String written =
        document.substring(document.indexOf("write(") + 6, document.indexOf(") : (width"));

    assertEquals(
        Pages.FLAME.html() + Flame.IN_A_FRAME, new JsonMapper().readValue(written, String.class));
    assertEquals(document.length() - "</script>".length(), document.indexOf("</"));
  }

  @Test
  void whatComesFromOutsideCannotBecomeMarkup() {
    String evil = "<b a=\"x\" b='y'>&</b>\u001b[31m\u0000";
    Trial plain = Invented.trials(Pages.ONE).getFirst();
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

    String page =
        Page.html(Pages.ONE, setting, Invented.findings(Pages.ONE, List.of(trial)), List.of());

    assertEquals(0, Pages.parsed(page).getElementsByTagName("b").getLength());
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

  @Test
  void aPictureWithLinksInItIsNoImage() {
    Document page = Pages.parsed(Pages.whole());
    NodeList pictures = page.getElementsByTagName("svg");
    for (int i = 0; i < pictures.getLength(); i++) {
      Element picture = (Element) pictures.item(i);
      assertFalse(
          picture.getAttribute("role").equals("img")
              && picture.getElementsByTagName("a").getLength() > 0);
    }
    assertFalse(
        Pages.values(page, "tabindex").contains("-1"), "no link is out of a keyboard's reach");
  }
}
