package duet.lab.report;

import duet.lab.plan.Asked;
import duet.lab.sample.Trial;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Pages of comparisons that never were, and how to look into them. */
final class Pages {
  static final Asked ONE = Invented.asked("helidon-virtual", 10, "json");
  static final Asked VISITED = Invented.asked("nginx=http://127.0.0.1:8080,pid=17", 10, "json");
  static final Flame FLAME =
      new Flame(
          "nginx",
          "json",
          "<html><p id=\"x\">a &amp; b</p><script>x.textContent = '1 < 2 && \"drawn\"';</script></html>");

  private Pages() {}

  static String page(Asked asked, List<Trial> trials, Flame... flames) {
    return Page.html(asked, Invented.SETTING, Invented.findings(asked, trials), List.of(flames));
  }

  static String page(Asked asked, int trials, Flame... flames) {
    return page(asked, Invented.trials(asked, trials), flames);
  }

  static String whole() {
    return page(Invented.ASKED, 1000);
  }

  static List<String> everyKind() {
    return List.of(
        whole(),
        page(ONE, 5),
        page(Invented.ASKED, 13),
        page(Invented.ASKED, 0),
        page(VISITED, 1000, FLAME));
  }

  /** The parser is strict: what it takes, a browser does. */
  static Document parsed(String page) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(page)));
    } catch (SAXException | IOException | javax.xml.parsers.ParserConfigurationException e) {
      throw new AssertionError(e);
    }
  }

  static List<String> values(Document page, String attribute) {
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

  static String text(String page) {
    return parsed(page).getDocumentElement().getTextContent().replaceAll("\\s+", " ");
  }
}
