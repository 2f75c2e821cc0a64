package duet.gatling;

import static duet.gatling.Connections.CLOSE;
import static duet.gatling.Connections.KEEP_ALIVE;
import static duet.gatling.Invented.ASYNC;
import static duet.gatling.Invented.THREAD;
import static duet.gatling.Invented.failing;
import static duet.gatling.Invented.replay;
import static duet.gatling.Invented.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class ReplayReportTest {
  @TempDir private Path directory = Path.of("");

  private String page(List<Row> rows, Replayed.Failure... failures) throws IOException {
    return page(replay(rows, failures));
  }

  private String page(Replayed replayed) throws IOException {
    return Files.readString(ReplayReport.write(replayed, directory.resolve("new/folder")));
  }

  private static List<String> matches(String regex, String text) {
    return Pattern.compile(regex, Pattern.DOTALL)
        .matcher(text)
        .results()
        .map(it -> it.group())
        .toList();
  }

  private static int count(String part, String text) {
    return matches(Pattern.quote(part), text).size();
  }

  @Test
  void threeFilesAppearAndNoDraftIsLeft() throws IOException {
    page(Invented.fullTable());
    page(Invented.fullTable());

    try (var files = Files.list(directory.resolve("new/folder"))) {
      assertEquals(
          List.of("index.html", "results.csv", "results.json"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void failuresAreTheFirstThingThePageSays() throws IOException {
    var page = page(Invented.fullTable());

    assertTrue(page.contains("<h1>0 of 28,000 requests failed.</h1>"));
  }

  @Test
  void thePageAsksNobodyForAnything() throws IOException {
    var page = page(Invented.fullTable());

    var links = matches("(src|href|xlink:href|action|data)=\"[^\"]*\"", page);
    assertTrue(
        links.stream().noneMatch(link -> link.matches(".*=\"([a-z]+:)?//.*")), links::toString);
    assertEquals(List.of(), matches("<script|<img|<iframe|<object|@import|url\\(", page));
  }

  @Test
  void thePageIsSmall() throws IOException {
    assertTrue(page(Invented.fullTable()).length() < 100_000);
  }

  @Test
  void everyPictureIsWellFormedAndSaysInWordsWhatItShows() throws Exception {
    var pictures = matches("<svg.*?</svg>", page(Invented.fullTable()));

    assertEquals(4, pictures.size());
    for (var picture : pictures) {
      var svg = parsed(picture);
      assertEquals("http://www.w3.org/2000/svg", svg.getNamespaceURI());
      assertEquals("img", svg.getAttribute("role"));
      var title = (Element) svg.getElementsByTagNameNS("*", "title").item(0);
      var words = (Element) svg.getElementsByTagNameNS("*", "desc").item(0);
      assertEquals(
          title.getAttribute("id") + " " + words.getAttribute("id"),
          svg.getAttribute("aria-labelledby"));
      assertTrue(
          words.getTextContent().contains("helidon-virtual: at concurrency 1 "),
          words.getTextContent());
    }
  }

  private static Element parsed(String xml) throws Exception {
    var factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    return factory
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)))
        .getDocumentElement();
  }

  @Test
  void idsAreUnique() throws IOException {
    var ids = matches(" id=\"[^\"]*\"", page(Invented.fullTable()));

    assertEquals(ids.stream().distinct().toList(), ids);
  }

  @Test
  void everyServerAndKindOfConnectionHasItsTableInTheOriginalsColumns() throws IOException {
    var page = page(Invented.fullTable());

    assertEquals(4, count("<table class=\"nine\">", page));
    var head = matches("<table class=\"nine\">.*?</thead>", page).getFirst();
    assertEquals(
        List.of(
            "Test",
            "Concurrency",
            "Time taken",
            "Complete",
            "Failed",
            "Total transferred",
            "Requests/s",
            "Time/request",
            "Transfer rate"),
        Stream.of(head.split("<th scope=\"col\">", -1))
            .skip(1)
            .map(cell -> cell.substring(0, cell.indexOf('<')))
            .toList());
  }

  @Test
  void theOriginalStandsUnderTheServerOfItsModelWithItsWarning() throws IOException {
    var page = page(Invented.fullTable());
    var thread = page.substring(page.indexOf("thread, port 46000, connection: close</span>"));

    assertTrue(page.indexOf("server_async_http.py") < page.indexOf("server_thread_http.py"));
    assertTrue(thread.indexOf("<td>902.031</td>") < thread.indexOf("</table>"));
    assertEquals(1, count("thread rows are wrong", page));
  }

  @Test
  void aLoneTargetHasItsPageAndTheOriginalATableOfItsOwn() throws IOException {
    var rows =
        Stream.of(CLOSE, KEEP_ALIVE).map(it -> row(Invented.TARGET, it, 1, 10, 500)).toList();

    var page = page(rows);

    assertEquals(3, count("<table class=\"nine\">", page));
    assertTrue(page.contains("localhost:8080 answered 2000.00 requests/s (concurrency 10)."));
    assertTrue(page.contains("<td>415.259</td>"));
    assertFalse(page.contains("vertx-async"));
  }

  @Test
  void whereNothingWasAnsweredThereIsADash() throws IOException {
    var page =
        page(
            List.of(
                failing(row(ASYNC, CLOSE, 1, 1, 0), 1000),
                failing(row(THREAD, CLOSE, 1, 1, 0), 1000)));

    assertFalse(page.contains("NaN") || page.contains("Infinity") || page.contains("∞"), page);
    assertTrue(page.contains("<td>–</td>"));
    assertTrue(page.contains("<td class=\"bad\">1000</td>"));
  }

  @Test
  void reasonsAreListedAndHollowPointsExplained() throws IOException {
    var failed = failing(row(THREAD, CLOSE, 1, 1, 500), 3);

    var page =
        page(
            List.of(row(ASYNC, CLOSE, 1, 1, 500), failed),
            new Replayed.Failure(THREAD, CLOSE, 1, "status 503", 3));

    assertTrue(page.contains("<td class=\"words\">status 503</td>"));
    assertTrue(page.contains("class=\"hollow ink1\""));
    assertTrue(page.contains("Hollow points"));
    assertFalse(page(Invented.fullTable()).contains("id=\"failures\""));
  }

  @Test
  void bytesThatWerePutTogetherAgainAreMarked() throws IOException {
    var page = page(List.of(Invented.reconstructed(row(ASYNC, CLOSE, 1, 1, 500))));

    assertTrue(page.contains("<td>≈122,000</td>"));
    assertTrue(page.contains("≈: put together"));
  }

  @Test
  void whatComesFromOutsideCannotBecomeMarkup() throws IOException {
    var evil = "<b>\"'&</b>";
    var subject = new Subject(evil, "target", URI.create("http://h/?%22&x='y'"));
    var plain =
        replay(
            List.of(failing(row(subject, CLOSE, 1, 1, 500), 1)),
            new Replayed.Failure(subject, CLOSE, 1, evil, 1));

    var page =
        page(
            new Replayed(
                plain.startedAt(),
                1000,
                "GET /" + evil,
                plain.warmUps(),
                plain.rows(),
                plain.failures(),
                new Replayed.Machine(evil, 1, 1, evil, evil),
                List.of(evil),
                plain.gatlingReport()));

    assertFalse(page.contains("<b>"));
    assertEquals(List.of(), matches("=\"[^\"]*\"'&", page));
    for (var picture : matches("<svg.*?</svg>", page)) {
      assertFalse(picture.contains("<b>"), picture);
    }
  }

  @Test
  void theLinkToGatlingIsRelativeAndEncoded() {
    assertEquals(
        "../gatling/a%20b%3A%3Fc/index.html",
        ReplayReport.link(Path.of("/x/report"), Path.of("/x/gatling/a b:?c/index.html")));
  }

  @Test
  void thePageIsTheSameInEveryLocale() throws IOException {
    var here = page(Invented.fullTable());

    Locales.everywhere(
        () -> {
          try {
            assertEquals(here, page(Invented.fullTable()));
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }
}
