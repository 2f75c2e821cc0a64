package duet.service;

import java.util.Locale;
import java.util.regex.Pattern;

/** Texts that came from elsewhere, made fit for one line of a log. */
final class EscapedText {
  /** What stands between the slashes of an address and its last at sign. */
  private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^\\s\"'<>]*@");

  private static final Pattern PASSWORD = Pattern.compile("(?i)(?<=password=)[^&\\s\"',;)]+");

  private EscapedText() {}

  /** The text on one line of printable characters. */
  static String oneLine(String text) {
    return escaped(text, "\\", false);
  }

  /**
   * The text as it may stand between quotation marks; what is beyond ASCII is escaped too.
   *
   * @param most characters that are kept of it
   */
  static String inQuotes(String text, int most) {
    return escaped(bounded(text, most), "\\\"", true);
  }

  /** The text's beginning, and a mark where anything was cut off. */
  static String bounded(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "...";
  }

  /** The text without the passwords in it that can be told by what stands before them. */
  static String withoutSecrets(String text) {
    return PASSWORD.matcher(USER_INFO.matcher(text).replaceAll("…@")).replaceAll("…");
  }

  private static String escaped(String text, String marks, boolean asciiOnly) {
    var line = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        case '\t' -> line.append("\\t");
        default -> {
          if (marks.indexOf(c) >= 0) {
            line.append('\\').append(c);
          } else if (isPlain(c, asciiOnly)) {
            line.append(c);
          } else {
            line.append(String.format(Locale.ROOT, c < 256 ? "\\x%02x" : "\\u%04x", (int) c));
          }
        }
      }
    }
    return line.toString();
  }

  private static boolean isPlain(char c, boolean asciiOnly) {
    return c < 0x80 ? c >= ' ' && c != 0x7f : !asciiOnly && c > 0xa0 && !isLineEnd(c);
  }

  /** U+2028 and U+2029, which some readers take for the end of a line. */
  private static boolean isLineEnd(char c) {
    return c == 0x2028 || c == 0x2029;
  }
}
