package duet.contract.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A header section as it stands in bytes that were sent, found by its request line's end alone:
 * what is said of it is for telling one difference from another, not for serving anybody.
 *
 * @param isHttp10 whether its request line ends in {@code HTTP/1.0}
 * @param isWhole whether its empty line has come
 * @param text its lines with their ends
 * @param end where what follows it begins
 */
record Section(boolean isHttp10, boolean isWhole, String text, int end) {
  private static final int MOST_FIELDS = 100;
  private static final int LARGEST_BYTES = 16 * 1024;
  private static final String VERSION = " HTTP/1.";
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+:");
  private static final String LINE_END = "\r\n";
  private static final int EMPTY_LINE = 4;

  /** All of them, in order; takes time in proportion to the bytes. */
  static List<Section> in(String sent) {
    var sections = new ArrayList<Section>();
    int at = sent.indexOf(VERSION);
    while (at >= 0) {
      int minor = at + VERSION.length();
      int from = minor + 1 + LINE_END.length();
      if (!sent.startsWith(LINE_END, minor + 1)) {
        at = sent.indexOf(VERSION, minor);
        continue;
      }
      int end = sent.indexOf("\r\n\r\n", from - LINE_END.length());
      String text = end < 0 ? sent.substring(from) : sent.substring(from, Math.max(from, end + 2));
      sections.add(
          new Section(
              sent.charAt(minor) == '0',
              end >= 0,
              text,
              end < 0 ? sent.length() : end + EMPTY_LINE));
      at = end < 0 ? -1 : sent.indexOf(VERSION, end);
    }
    return sections;
  }

  /** Lines, malformed ones among them. */
  int lines() {
    int lines = 0;
    for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      lines++;
    }
    return text.endsWith("\n") || text.isEmpty() ? lines : lines + 1;
  }

  /** More than the 100 that docs/contract.md allows. */
  boolean hasTooManyLines() {
    return lines() > MOST_FIELDS;
  }

  /** More than the 16 KiB that docs/contract.md allows. */
  boolean hasTooManyBytes() {
    return text.length() > LARGEST_BYTES;
  }

  boolean isTooLarge() {
    return hasTooManyLines() || hasTooManyBytes();
  }

  /** Whether an octet stands in it that no value may hold. */
  boolean hasControl() {
    return text.chars()
        .anyMatch(c -> (c < ' ' && c != '\t' && c != '\r' && c != '\n') || c == 0x7f);
  }

  /** Whether a line of it begins with a blank, as the continuation of another. */
  boolean hasFold() {
    return text.startsWith(" ")
        || text.startsWith("\t")
        || text.contains("\n ")
        || text.contains("\n\t");
  }

  /** Whether its client says that no other request follows (RFC 9112 §9.3, §9.6). */
  boolean isSaidToBeTheLast() {
    List<String> options = values("Connection");
    return options.stream().anyMatch(value -> value.contains("close"))
        || (isHttp10 && options.stream().noneMatch(value -> value.contains("keep-alive")));
  }

  /** Whether a line of it begins with no field name and a colon (RFC 9110 §5.1). */
  boolean hasMalformedName() {
    return text.lines()
        .anyMatch(line -> !line.matches("[ \\t].*") && !NAME.matcher(line).lookingAt());
  }

  /** Values of a field, in lower case. */
  List<String> values(String name) {
    String start = name.toLowerCase(Locale.ROOT) + ":";
    return text.toLowerCase(Locale.ROOT)
        .lines()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()).strip())
        .toList();
  }
}
