package duet.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FortuneTableTest {
  private static final String SCRIPT =
      "<tr><td>11</td><td>&lt;script&gt;alert(&quot;This should not be displayed in a browser alert"
          + " box.&quot;);&lt;/script&gt;</td></tr>";
  private static final String ADDED =
      "<tr><td>0</td><td>Additional fortune added at request time.</td></tr>";
  private static final String UNIX =
      "<tr><td>1</td><td>fortune: No such file or directory</td></tr>";
  private static final String JAPANESE = "<tr><td>12</td><td>フレームワークのベンチマーク</td></tr>";

  /** As TechEmpower's verifier has it. */
  private static final String PAGE =
      "<!doctype html><html><head><title>Fortunes</title></head><body><table>"
          + "<tr><th>id</th><th>message</th></tr>"
          + SCRIPT
          + "<tr><td>4</td><td>A bad random number generator: 1, 1, 1, 1, 1, 4.33e+67, 1, 1, 1</td></tr>"
          + "<tr><td>5</td><td>A computer program does what you tell it to do, not what you want it to"
          + " do.</td></tr>"
          + "<tr><td>2</td><td>A computer scientist is someone who fixes things that aren&#39;t"
          + " broken.</td></tr>"
          + "<tr><td>8</td><td>A list is only as strong as its weakest link. — Donald Knuth</td></tr>"
          + ADDED
          + "<tr><td>3</td><td>After enough decimal places, nobody gives a damn.</td></tr>"
          + "<tr><td>7</td><td>Any program that runs right is obsolete.</td></tr>"
          + "<tr><td>10</td><td>Computers make very fast, very accurate mistakes.</td></tr>"
          + "<tr><td>6</td><td>Emacs is a nice operating system, but I prefer UNIX. — Tom"
          + " Christaensen</td></tr>"
          + "<tr><td>9</td><td>Feature: A bug with seniority.</td></tr>"
          + UNIX
          + JAPANESE
          + "</table></body></html>";

  private static String fault(String page) {
    return BodyRule.of("/fortunes").orElseThrow().fault(page.getBytes(UTF_8)).orElse("none");
  }

  @Test
  void techEmpowersOwnPageHasNoFaultHoweverQuotesAreEscaped() {
    assertEquals("none", fault(PAGE));
    assertEquals("none", fault(PAGE.replace("&quot;", "\"").replace("&#39;", "'")));
    assertEquals("none", fault(PAGE.replace("&quot;", "&#34;").replace("&#39;", "&#x27;")));
  }

  @Test
  void aRawScriptIsAFault() {
    String raw = PAGE.replace("&lt;", "<").replace("&gt;", ">");
    assertEquals(
        "rows must be escaped <tr><td>id</td><td>message</td></tr>: "
            + raw.substring(raw.indexOf("<tr><td>11"), raw.indexOf("<tr><td>11") + 100),
        fault(raw));
  }

  @Test
  void aMissingRowIsAFault() {
    assertEquals("page must have 13 rows: 12", fault(PAGE.replace(JAPANESE, "")));
  }

  @Test
  void theAdditionalFortuneMustBeThere() {
    assertEquals(
        "page must hold fortune 0, Additional fortune added at request time.",
        fault(PAGE.replace("<td>0</td>", "<td>13</td>")));
  }

  @Test
  void rowsOutOfOrderAreAFault() {
    assertEquals(
        "rows must be sorted by message: after \"フレームワークのベンチマーク\" came \"fortune: No such file or"
            + " directory\"",
        fault(PAGE.replace(UNIX + JAPANESE, JAPANESE + UNIX)));
  }

  @Test
  void anotherFrameIsAFault() {
    for (String page :
        new String[] {"", PAGE + "\n", PAGE.replace("<table>", "<table class='x'>")}) {
      assertTrue(fault(page).startsWith("page must begin with <!doctype html>"));
    }
  }
}
