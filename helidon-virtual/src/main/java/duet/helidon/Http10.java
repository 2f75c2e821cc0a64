package duet.helidon;

import duet.service.Persistence;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * An HTTP/1.0 request as an HTTP/1.1 server must see it (RFC 9112, appendix C.2). Pure functions
 * over bytes.
 */
final class Http10 {
  private static final byte[] VERSION = ascii(" HTTP/1.0");
  private static final byte[] END = ascii("\r\n\r\n");

  private Http10() {}

  static boolean isRequestLine(byte[] line) {
    int start = line.length - VERSION.length;
    return start >= 0 && Arrays.equals(line, start, line.length, VERSION, 0, VERSION.length);
  }

  /**
   * Whether a header section is complete.
   *
   * @param bytes what follows a request line, its CRLF included
   */
  static boolean holdsHeaderSection(byte[] bytes) {
    return endOfHeader(bytes) >= 0;
  }

  /**
   * The same bytes with the fields that 1.1 takes for granted: {@code Connection: close} unless the
   * client asked to keep the connection, and {@code Host}, which 1.0 does not ask for. What follows
   * the header section is not touched.
   *
   * @param bytes what follows a request line, its CRLF included
   */
  static byte[] asHttp11(byte[] bytes) {
    int end = endOfHeader(bytes);
    if (end < 0) {
      return bytes;
    }
    List<String> fields = new String(bytes, 0, end, StandardCharsets.ISO_8859_1).lines().toList();
    var added = new StringBuilder("\r\n");
    if (!Persistence.wanted(false, values(fields, "connection:"))) {
      added.append("Connection: close\r\n");
    }
    if (values(fields, "host:").isEmpty()) {
      added.append("Host: localhost\r\n");
    }
    // The CRLF that ended the request line now stands before the added fields.
    return joined(ascii(added.toString()), Arrays.copyOfRange(bytes, 2, bytes.length));
  }

  /** Whether a header section has a field that HTTP/1.0 does not know (RFC 9112 §6.1). */
  static boolean hasTransferEncoding(byte[] bytes) {
    int end = endOfHeader(bytes);
    return end >= 0
        && !values(
                new String(bytes, 0, end, StandardCharsets.ISO_8859_1).lines().toList(),
                "transfer-encoding:")
            .isEmpty();
  }

  static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static List<String> values(List<String> fields, String nameAndColon) {
    return fields.stream()
        .filter(field -> field.toLowerCase(Locale.ROOT).startsWith(nameAndColon))
        .map(field -> field.substring(nameAndColon.length()))
        .toList();
  }

  private static int endOfHeader(byte[] bytes) {
    for (int i = 0; i + END.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + END.length, END, 0, END.length)) {
        return i;
      }
    }
    return -1;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
