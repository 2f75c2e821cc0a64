package duet.service;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** TechEmpower's page of fortunes, made anew for each request. */
public final class FortunesPage {
  private static final String START =
      "<!doctype html><html><head><title>Fortunes</title></head><body><table>"
          + "<tr><th>id</th><th>message</th></tr>";
  private static final String END = "</table></body></html>";
  private static final String ADDED = "Additional fortune added at request time.";
  private static final int USUAL_CHARACTERS = 2048;

  private FortunesPage() {}

  /** The rows of the table and one more, sorted by message as its characters are numbered. */
  public static Answer of(List<Fortune> table) {
    var fortunes = new ArrayList<>(table);
    fortunes.add(new Fortune(0, ADDED));
    fortunes.sort(Comparator.comparing(Fortune::message));
    var page = new StringBuilder(USUAL_CHARACTERS).append(START);
    for (Fortune fortune : fortunes) {
      page.append("<tr><td>").append(fortune.id()).append("</td><td>");
      appendEscaped(page, fortune.message());
      page.append("</td></tr>");
    }
    return Answer.ok(
        "text/html; charset=utf-8", page.append(END).toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void appendEscaped(StringBuilder page, String message) {
    for (int i = 0; i < message.length(); i++) {
      char c = message.charAt(i);
      switch (c) {
        case '<' -> page.append("&lt;");
        case '>' -> page.append("&gt;");
        case '&' -> page.append("&amp;");
        case '"' -> page.append("&quot;");
        case '\'' -> page.append("&apos;");
        default -> page.append(c);
      }
    }
  }
}
