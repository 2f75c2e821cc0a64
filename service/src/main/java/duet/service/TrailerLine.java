package duet.service;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * The rule for a line behind the last chunk: a field (RFC 9112 §7.1.2), but none that says where a
 * message ends or whom it is for, since it comes too late for that (RFC 9110 §6.5.1).
 */
public final class TrailerLine {
  private static final Set<String> NEVER =
      Set.of("content-length", "host", "trailer", "transfer-encoding");

  private TrailerLine() {}

  /**
   * Whether this is a field that may stand in a trailer section.
   *
   * @param line without its CRLF
   */
  public static boolean isWellFormed(byte[] line) {
    int colon = 0;
    while (colon < line.length && Octet.isToken(line[colon])) {
      colon++;
    }
    if (colon == 0 || colon == line.length || line[colon] != ':') {
      return false;
    }
    for (int i = colon + 1; i < line.length; i++) {
      if (!Octet.isText(line[i])) {
        return false;
      }
    }
    return isAllowed(new String(line, 0, colon, StandardCharsets.US_ASCII));
  }

  /** Whether a field of this name may stand in a trailer section. */
  public static boolean isAllowed(CharSequence name) {
    return !NEVER.contains(name.toString().toLowerCase(Locale.ROOT));
  }
}
