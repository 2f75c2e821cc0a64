package duet.backend;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request, as far as the backend cares.
 *
 * @param path the target without its query, not decoded
 * @param query the parameters, each at most once, not decoded
 * @param contentLength bytes of the body that follows
 * @param persistent whether another request may follow (RFC 9112 §9.3)
 */
record HttpRequest(
    String method, String path, Map<String, String> query, int contentLength, boolean persistent) {
  private static final int LARGEST_BODY = 64 * 1024;
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern TARGET = Pattern.compile("/[!-~]*");

  /** What is wrong with a request, and the status that says so; the connection ends with it. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;

    Refused(int status, String rule) {
      super(rule);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  /**
   * @param head from the request line to the last field's line end
   */
  static HttpRequest parse(String head) throws Refused {
    String[] lines = head.split("\r\n", -1);
    for (String line : lines) {
      if (line.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 127)) {
        throw new Refused(400, "a line holds a control character");
      }
    }
    String[] words = lines[0].split(" ", -1);
    if (words.length != 3
        || !TOKEN.matcher(words[0]).matches()
        || !TARGET.matcher(words[1]).matches()) {
      throw new Refused(400, "the request line must be: method /target version");
    }
    if (!words[2].equals("HTTP/1.1") && !words[2].equals("HTTP/1.0")) {
      throw new Refused(505, "the version must be HTTP/1.1 or HTTP/1.0");
    }
    boolean persistent = words[2].equals("HTTP/1.1");
    @Nullable String length = null;
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon < 1 || !TOKEN.matcher(lines[i].substring(0, colon)).matches()) {
        throw new Refused(400, "a field must be: name: value");
      }
      String value = lines[i].substring(colon + 1).strip();
      switch (lines[i].substring(0, colon).toLowerCase(Locale.ROOT)) {
        case "connection" ->
            persistent &=
                !(',' + value.toLowerCase(Locale.ROOT) + ',').matches(".*,\\s*close\\s*,.*");
        case "content-length" -> {
          if (length != null) {
            throw new Refused(400, "there must be one Content-Length");
          }
          length = value;
        }
        case "transfer-encoding" -> throw new Refused(501, "no transfer coding is known here");
        default -> {
          // no other field changes what is answered
        }
      }
    }
    int question = words[1].indexOf('?');
    return new HttpRequest(
        words[0],
        question < 0 ? words[1] : words[1].substring(0, question),
        question < 0 ? Map.of() : query(words[1].substring(question + 1)),
        length == null ? 0 : contentLength(length),
        persistent);
  }

  private static int contentLength(String digits) throws Refused {
    if (!digits.matches("[0-9]+")) {
      throw new Refused(400, "Content-Length must be digits");
    }
    if (digits.length() > 9 || Integer.parseInt(digits) > LARGEST_BODY) {
      throw new Refused(413, "the body must be at most " + LARGEST_BODY + " bytes");
    }
    return Integer.parseInt(digits);
  }

  private static Map<String, String> query(String text) throws Refused {
    var query = new HashMap<String, String>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1 || query.put(pair.substring(0, equals), pair.substring(equals + 1)) != null) {
        throw new Refused(400, "the query must be: name=value&..., each name once");
      }
    }
    return query;
  }

  /**
   * A whole number.
   *
   * @param digits null if it was left out
   * @throws Refused unless it is ASCII digits from {@code least} to {@code greatest}
   */
  static int number(String name, @Nullable String digits, int least, int greatest) throws Refused {
    if (digits != null && digits.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(digits);
      if (number >= least && number <= greatest) {
        return number;
      }
    }
    throw new Refused(
        400, "%s must be a whole number from %d to %d".formatted(name, least, greatest));
  }
}
