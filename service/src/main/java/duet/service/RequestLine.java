package duet.service;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The rule for request lines (RFC 9112 §3): {@code method SP target SP version}, with nothing
 * lenient about the separators. Pure functions over bytes that allocate nothing for a line in order
 * with a target in origin-form.
 */
public final class RequestLine {
  private static final byte[] VERSION = ascii(" HTTP/1.1");
  private static final int MAJOR = 6;
  private static final int MINOR = 8;
  private static final byte[] HEAD = ascii("HEAD ");
  private static final byte[] OPTIONS = ascii("OPTIONS");
  private static final byte[] CONNECT = ascii("CONNECT");
  private static final byte[] HTTP = ascii("http://");
  private static final byte[] HTTPS = ascii("https://");

  private RequestLine() {}

  /**
   * Says why a request line is refused, or null where it is in order. Versions 1.2 to 1.9 are: they
   * are served as 1.1 (RFC 9110 §2.5).
   *
   * @param line the line from its first byte
   * @param end where it ends, its CRLF left out
   */
  public static @Nullable Problem refusal(byte[] line, int end) {
    int methodEnd = 0;
    while (methodEnd < end && Octet.isToken(line[methodEnd])) {
      methodEnd++;
    }
    int targetEnd = end - VERSION.length;
    if (methodEnd == 0 || targetEnd <= methodEnd + 1 || line[methodEnd] != ' ') {
      return Problem.MALFORMED;
    }
    for (int i = 0; i < VERSION.length; i++) {
      byte b = line[targetEnd + i];
      boolean isDigit = i == MAJOR || i == MINOR;
      if (isDigit ? !Octet.isDigit(b) : b != VERSION[i]) {
        return Problem.MALFORMED;
      }
    }
    if (line[targetEnd + MAJOR] != '1') {
      return Problem.VERSION_NOT_SUPPORTED;
    }
    if (is(CONNECT, line, methodEnd)) {
      return Problem.UNKNOWN_METHOD; // this server is no proxy (RFC 9110 §9.3.6)
    }
    return target(line, methodEnd + 1, targetEnd, is(OPTIONS, line, methodEnd));
  }

  /**
   * Whether a request line in order is one of HTTP/1.0.
   *
   * @param line as for {@link #refusal}
   * @param end as for {@link #refusal}
   */
  public static boolean isHttp10(byte[] line, int end) {
    return line[end - 1] == '0';
  }

  /** How a line begins, in order or not, that asks for an answer without its body. */
  public static byte[] startOfHead() {
    return HEAD.clone();
  }

  /** The four forms of RFC 9112 §3.2, but for authority-form, which is CONNECT's alone. */
  private static @Nullable Problem target(byte[] line, int from, int to, boolean options) {
    if (line[from] == '/') {
      return origin(line, from, to);
    }
    if (line[from] == '*' && to == from + 1) {
      return options ? null : Problem.MALFORMED;
    }
    if (startsWith(HTTPS, line, from, to)) {
      return Problem.MISDIRECTED; // RFC 9110 §7.4
    }
    if (!startsWith(HTTP, line, from, to)) {
      return Problem.MALFORMED;
    }
    int host = from + HTTP.length;
    int path = host;
    while (path < to && line[path] != '/' && line[path] != '?') {
      path++;
    }
    // With user information it is to be treated as an error (RFC 9110 §4.2.4).
    return HostField.isWellFormed(new String(line, host, path - host, StandardCharsets.ISO_8859_1))
        ? origin(line, path, to)
        : Problem.MALFORMED;
  }

  private static @Nullable Problem origin(byte[] line, int from, int to) {
    boolean inQuery = false;
    for (int i = from; i < to; i++) {
      byte b = line[i];
      if (inQuery ? Octet.isQuery(b) : Octet.isPath(b)) {
        continue;
      }
      if (b == '?') {
        inQuery = true;
      } else if (b == '%' && i + 2 < to && isEncoded(line[i + 1], line[i + 2], inQuery)) {
        i += 2;
      } else {
        return Problem.MALFORMED;
      }
    }
    return null;
  }

  /** A control has no place in a path, encoded or not; in a query it may be a form's line break. */
  private static boolean isEncoded(byte high, byte low, boolean inQuery) {
    if (Octet.hex(high) < 0 || Octet.hex(low) < 0) {
      return false;
    }
    int octet = (Octet.hex(high) << 4) | Octet.hex(low);
    return inQuery || (octet >= ' ' && octet != 0x7F);
  }

  private static boolean is(byte[] method, byte[] line, int methodEnd) {
    return methodEnd == method.length && startsWith(method, line, 0, methodEnd);
  }

  /** Whether the line goes on like this, a scheme's letters being the same in either case. */
  private static boolean startsWith(byte[] start, byte[] line, int from, int to) {
    if (to - from < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      byte b = line[from + i];
      if (b != start[i] && (b < 'A' || b > 'Z' || (b | 0x20) != start[i])) {
        return false;
      }
    }
    return true;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
