package duet.lab.report;

import duet.lab.plan.Asked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {
  private static final Asked VISITED =
      Invented.asked("nginx=http://127.0.0.1:8080,pid=17", 10, "json");

  private static String page(Asked asked, int trials, Flame... flames) {
    return Page.html(
        asked,
        Invented.SETTING,
        Invented.findings(asked, Invented.trials(asked, trials)),
        List.of(flames));
  }

  private static String whole() {
    return page(Invented.ASKED, Integer.MAX_VALUE);
  }

  @Test
  void pagesAreKeptToBeLookedAt() throws IOException {
    Path folder = Files.createDirectories(Path.of("target/pages"));
    Files.writeString(folder.resolve("whole.html"), whole());
    Files.writeString(folder.resolve("incomplete.html"), page(Invented.ASKED, 13));
    Files.writeString(
        folder.resolve("visited.html"),
        page(
            VISITED,
            Integer.MAX_VALUE,
            new Flame(
                "vertx-async",
                "json",
                "<!DOCTYPE html><html><body><p id=\"x\">a &amp; b</p><canvas></canvas><script>document.getElementById('x').textContent = '1 < 2 && \"drawn\"';</script></body></html>"),
            new Flame("nginx", "json", "<p>other</p>")));
    Files.writeString(folder.resolve("nothing.html"), page(Invented.ASKED, 0));
  }
}
