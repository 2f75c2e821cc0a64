package duet.contract;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A JSON object of strings, numbers and literals, or one whose members may hold such in turn. */
final class FlatObject {
  private static final String WS = "[ \\t\\r\\n]*";
  private static final String TEXT =
      "(?:[^\"\\\\\\x00-\\x1f]|\\\\(?:[\"\\\\/bfnrt]|u[0-9A-Fa-f]{4}))*+";
  private static final String BARE =
      "-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?|true|false|null";
  private static final String SCALAR = "(?:\"" + TEXT + "\"|" + BARE + ")";
  private static final String NAME = "\"(" + TEXT + ")\"" + WS + ":" + WS;
  private static final Pattern MEMBER = member(SCALAR);
  private static final Pattern DEEPER_MEMBER =
      member(
          SCALAR
              + "|"
              + nested("\\[", SCALAR, "\\]")
              + "|"
              + nested("\\{", "\"" + TEXT + "\"" + WS + ":" + WS + SCALAR, "\\}"));

  private FlatObject() {}

  private static Pattern member(String value) {
    return Pattern.compile(WS + NAME + "(" + value + ")" + WS);
  }

  private static String nested(String open, String element, String close) {
    String elements = element + "(?:" + WS + "," + WS + element + ")*+";
    return open + WS + "(?:" + elements + WS + ")?" + close;
  }

  /**
   * Members by name, in order, each value as written: a string keeps its quotes, so that {@code
   * 404} and {@code "404"} differ. Empty where this is not such an object or a name stands twice.
   */
  static Optional<Map<String, String>> parse(String json) {
    return parse(json, MEMBER);
  }

  /** As {@link #parse(String)}; a value may also be an array or an object of what that takes. */
  static Optional<Map<String, String>> parseDeeper(String json) {
    return parse(json, DEEPER_MEMBER);
  }

  private static Optional<Map<String, String>> parse(String json, Pattern pattern) {
    String text = json.strip();
    if (text.length() < 2 || text.charAt(0) != '{' || text.charAt(text.length() - 1) != '}') {
      return Optional.empty();
    }
    var members = new LinkedHashMap<String, String>();
    int end = text.length() - 1;
    if (text.substring(1, end).isBlank()) {
      return Optional.of(members);
    }
    var member = pattern.matcher(text);
    for (int at = 1; ; at = member.end() + 1) {
      if (!member.region(at, end).lookingAt()
          || members.put(member.group(1), member.group(2)) != null) {
        return Optional.empty();
      }
      if (member.end() == end) {
        return Optional.of(members);
      }
      if (text.charAt(member.end()) != ',') {
        return Optional.empty();
      }
    }
  }
}
