package duet.contract;

import static duet.contract.Problem.assertProblem;
import static duet.contract.Problem.assertProblemHead;
import static duet.contract.Served.kept;
import static duet.contract.Served.last;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TechEmpower's rules for the routes of the database, from the project's own verifier. */
public interface DatabaseContract extends Served {
  Pattern ROW = Pattern.compile("\\{\"id\":(\\d+),\"randomNumber\":(\\d+)}");

  /** The page as TechEmpower's verifier expects it, byte for byte. */
  String FORTUNES =
      "<!doctype html><html><head><title>Fortunes</title></head><body><table>"
          + "<tr><th>id</th><th>message</th></tr>"
          + "<tr><td>11</td><td>&lt;script&gt;alert(&quot;This should not be displayed in a browser"
          + " alert box.&quot;);&lt;/script&gt;</td></tr>"
          + "<tr><td>4</td><td>A bad random number generator: 1, 1, 1, 1, 1, 4.33e+67, 1, 1,"
          + " 1</td></tr>"
          + "<tr><td>5</td><td>A computer program does what you tell it to do, not what you want it"
          + " to do.</td></tr>"
          + "<tr><td>2</td><td>A computer scientist is someone who fixes things that aren&apos;t"
          + " broken.</td></tr>"
          + "<tr><td>8</td><td>A list is only as strong as its weakest link. — Donald"
          + " Knuth</td></tr>"
          + "<tr><td>0</td><td>Additional fortune added at request time.</td></tr>"
          + "<tr><td>3</td><td>After enough decimal places, nobody gives a damn.</td></tr>"
          + "<tr><td>7</td><td>Any program that runs right is obsolete.</td></tr>"
          + "<tr><td>10</td><td>Computers make very fast, very accurate mistakes.</td></tr>"
          + "<tr><td>6</td><td>Emacs is a nice operating system, but I prefer UNIX. — Tom"
          + " Christaensen</td></tr>"
          + "<tr><td>9</td><td>Feature: A bug with seniority.</td></tr>"
          + "<tr><td>1</td><td>fortune: No such file or directory</td></tr>"
          + "<tr><td>12</td><td>フレームワークのベンチマーク</td></tr>"
          + "</table></body></html>";

  /**
   * TechEmpower: the fields, and an object or always an array of objects, both members 1..10000.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/db",
        "/db?queries=7",
        "/queries",
        "/queries?queries=",
        "/queries?queries=foo",
        "/queries?queries=0",
        "/queries?queries=1",
        "/queries?queries=20",
        "/updates",
        "/updates?queries=",
        "/updates?queries=foo",
        "/updates?queries=0",
        "/updates?queries=1",
        "/updates?queries=20",
        "/cached-queries",
        "/cached-queries?count=",
        "/cached-queries?count=foo",
        "/cached-queries?count=0",
        "/cached-queries?count=1",
        "/cached-queries?count=20"
      })
  default void rowsAreAnsweredAsManyAsAskedFor(String target) throws IOException {
    assertRows(target);
  }

  /** TechEmpower: the same up to 500, which more than that is taken for. */
  @Patient
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/queries?queries=500",
        "/queries?queries=501",
        "/updates?queries=250",
        "/updates?queries=251",
        "/updates?queries=501",
        "/cached-queries?count=501"
      })
  default void manyRowsAreAnsweredAsManyAsAskedFor(String target) throws IOException {
    assertRows(target);
  }

  private void assertRows(String target) throws IOException {
    try (Wire wire = connect()) {
      for (int i = 0; i < 3; i++) {
        Answer answer = wire.send(kept("GET", target)).answer();
        assertFields(answer, "application/json");
        assertEquals(
            Optional.empty(),
            BodyRule.of(target).orElseThrow().fault(answer.body().getBytes(ISO_8859_1)));
      }
    }
  }

  /** TechEmpower: each row is chosen anew. */
  @ParameterizedTest
  @ValueSource(strings = {"/db", "/queries", "/updates", "/cached-queries"})
  default void everyRequestChoosesAnew(String path) throws IOException {
    try (Wire wire = connect()) {
      var seen = new HashSet<String>();
      for (int i = 0; i < 10; i++) {
        seen.add(wire.send(kept("GET", path)).answer().body());
      }
      assertTrue(seen.size() > 5, seen::toString);
    }
  }

  /** TechEmpower: the rows of one request are chosen one by one too. */
  @ParameterizedTest
  @ValueSource(
      strings = {"/queries?queries=100", "/updates?queries=100", "/cached-queries?count=100"})
  default void theRowsOfARequestDiffer(String target) throws IOException {
    assertTrue(rows(ask(last("GET", target))).keySet().size() > 80);
  }

  /** TechEmpower: what /updates answers is what has been written. */
  @Test
  default void updatesAreReallyWritten() throws IOException {
    Map<Integer, Integer> written = rows(ask(last("GET", "/updates?queries=500")));
    assertEquals(500, written.size());
    List<String> lost = new ArrayList<>();
    int found = 0;
    for (int i = 0; i < 4; i++) {
      for (var row : rows(ask(last("GET", "/queries?queries=500"))).entrySet()) {
        Integer number = written.get(row.getKey());
        if (number != null) {
          found++;
          if (!number.equals(row.getValue())) {
            lost.add(row + " instead of " + number);
          }
        }
      }
    }
    // A hundred on average; somebody else may write to the same database meanwhile.
    assertTrue(found > 20 && lost.size() < found / 2, "found=" + found + " lost=" + lost);
  }

  /** TechEmpower: sorted, escaped, one fortune added, in UTF-8. */
  @Test
  default void theFortunesAreThePageThatTheVerifierExpects() throws IOException {
    Answer answer = ask(last("GET", "/fortunes"));
    assertFields(answer, "text/html; charset=utf-8");
    assertEquals(FORTUNES, answer.text());
  }

  /** RFC 9110 §9.3.2: the same fields as GET, and no content. */
  @ParameterizedTest
  @CsvSource({
    "/db, application/json",
    "/queries?queries=2, application/json",
    "/updates?queries=2, application/json",
    "/fortunes, text/html; charset=utf-8",
    "/cached-queries?count=2, application/json"
  })
  default void headAnswersAsGetWithoutTheRows(String target, String type) throws IOException {
    try (Wire wire = connect()) {
      assertFields(wire.send(kept("HEAD", target)).answerToHead(), type);
      wire.send(kept("GET", "/"));
      RootAnswer.assertKept(wire.answer());
    }
  }

  /** RFC 9110 §15.5.6: 405 names what is allowed; a path of another shape is no route. */
  @ParameterizedTest
  @ValueSource(strings = {"/db", "/queries", "/updates", "/fortunes", "/cached-queries"})
  default void otherMethodsAndShapesAreRefused(String path) throws IOException {
    Answer refused = ask(last("POST", path));
    assertProblem(refused, 405);
    assertEquals("GET, HEAD, OPTIONS", refused.field("Allow").orElse("none"));
    assertProblem(ask(last("GET", path + "/1")), 404);
    try (Wire wire = connect()) {
      assertProblemHead(wire.send(last("HEAD", path + "/")).answerToHead(), 404);
    }
  }

  /** Many at once share the connections, and each gets its rows. */
  @Test
  default void twoHundredRequestsAtOnceAreAllAnswered() throws IOException {
    List<Wire> wires = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        Wire wire = connect();
        wires.add(wire);
        wire.send(kept("GET", i % 10 == 0 ? "/updates?queries=20" : "/db"));
      }
      for (Wire wire : wires) {
        Answer answer = wire.answer();
        assertEquals(200, answer.status(), () -> answer.head() + answer.body());
      }
    } finally {
      for (Wire wire : wires) {
        wire.close();
      }
    }
  }

  private static void assertFields(Answer answer, String type) {
    assertEquals(200, answer.status(), () -> answer.head() + answer.body());
    assertEquals(type, answer.field("Content-Type").orElse("none"));
    assertTrue(answer.field("Content-Length").isPresent(), answer::head);
    assertTrue(answer.field("Server").isPresent(), answer::head);
    RootAnswer.assertNow(answer.field("Date").orElse("no Date"));
  }

  private static Map<Integer, Integer> rows(Answer answer) {
    assertEquals(200, answer.status(), () -> answer.head() + answer.body());
    var rows = new HashMap<Integer, Integer>();
    Matcher row = ROW.matcher(answer.body());
    while (row.find()) {
      rows.put(Integer.valueOf(row.group(1)), Integer.valueOf(row.group(2)));
    }
    return rows;
  }
}
