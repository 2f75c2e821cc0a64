package duet.contract;

import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * TechEmpower's page of fortunes: 12 rows of the table and one added, sorted by message, escaped.
 */
final class FortuneTable {
  private static final String START =
      "<!doctype html><html><head><title>Fortunes</title></head><body><table>"
          + "<tr><th>id</th><th>message</th></tr>";
  private static final String END = "</table></body></html>";
  private static final String ADDED = "Additional fortune added at request time.";
  private static final int ROWS = 13;

  /** A message holds no angle bracket and no ampersand but those of character references. */
  private static final Pattern ROW =
      Pattern.compile(
          "<tr><td>(\\d{1,9})</td><td>((?:[^<>&]|&(?:\\w+|#\\d{1,5}|#x[0-9A-Fa-f]{1,4});)*+)</td></tr>");

  private static final Pattern REFERENCE = Pattern.compile("&(#?\\w+);");
  private static final Map<String, String> CHARACTERS =
      Map.of("lt", "<", "gt", ">", "amp", "&", "quot", "\"", "apos", "'");

  private FortuneTable() {}

  static Optional<String> fault(String page) {
    if (!page.startsWith(START) || !page.endsWith(END)) {
      return Optional.of("page must begin with " + START + " and end with " + END);
    }
    var messages = new ArrayList<String>();
    boolean added = false;
    Matcher row = ROW.matcher(page).region(START.length(), page.length() - END.length());
    int at = START.length();
    for (; row.lookingAt(); row.region(at, page.length() - END.length())) {
      String message = unescaped(row.group(2));
      added |= Integer.parseInt(row.group(1)) == 0 && message.equals(ADDED);
      messages.add(message);
      at = row.end();
    }
    if (at != page.length() - END.length()) {
      return Optional.of(
          "rows must be escaped <tr><td>id</td><td>message</td></tr>: " + after(page, at));
    }
    if (messages.size() != ROWS) {
      return Optional.of("page must have " + ROWS + " rows: " + messages.size());
    }
    if (!added) {
      return Optional.of("page must hold fortune 0, " + ADDED);
    }
    return IntStream.range(1, ROWS)
        .filter(i -> messages.get(i - 1).compareTo(messages.get(i)) > 0)
        .mapToObj(
            i ->
                "rows must be sorted by message: after \""
                    + messages.get(i - 1)
                    + "\" came \""
                    + messages.get(i)
                    + '"')
        .findFirst();
  }

  private static String after(String page, int at) {
    return page.substring(at, Math.min(page.length(), at + 100));
  }

  private static String unescaped(String text) {
    return REFERENCE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(character(found.group(1))));
  }

  private static String character(String name) {
    if (name.startsWith("#x")) {
      return Character.toString(Integer.parseInt(name.substring(2), 16));
    }
    if (name.startsWith("#")) {
      return Character.toString(Integer.parseInt(name.substring(1)));
    }
    return CHARACTERS.getOrDefault(name, "&" + name + ";");
  }
}
