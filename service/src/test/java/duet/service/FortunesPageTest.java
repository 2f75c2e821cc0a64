package duet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FortunesPageTest {

  @Test
  void theRowsAndOneMoreAreSortedByMessageAndEscaped() {
    Answer page =
        FortunesPage.of(
            List.of(
                new Fortune(3, "フレームワーク"),
                new Fortune(2, "a small letter sorts behind a capital"),
                new Fortune(1, "<b>\"Tom\" & 'Jerry'</b>")));
    assertEquals("text/html; charset=utf-8", page.contentType());
    assertEquals(
        "<!doctype html><html><head><title>Fortunes</title></head><body><table>"
            + "<tr><th>id</th><th>message</th></tr>"
            + "<tr><td>1</td><td>&lt;b&gt;&quot;Tom&quot; &amp; &apos;Jerry&apos;&lt;/b&gt;</td></tr>"
            + "<tr><td>0</td><td>Additional fortune added at request time.</td></tr>"
            + "<tr><td>2</td><td>a small letter sorts behind a capital</td></tr>"
            + "<tr><td>3</td><td>フレームワーク</td></tr>"
            + "</table></body></html>",
        new String(page.body(), StandardCharsets.UTF_8));
  }
}
