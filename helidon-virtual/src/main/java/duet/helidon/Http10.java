package duet.helidon;

import duet.service.Persistence;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * An HTTP/1.0 request as an HTTP/1.1 server must see it (RFC 9112, appendix C.2). Pure functions
 * over bytes.
 */
final class Http10 {
  private static final String CLOSE = "Connection: close\r\n";
  private static final String HOST = "Host: localhost\r\n";
  private static final String EXPECT = "expect:";
  private static final byte[] IGNORED = ascii("ignore");
  private static final byte[] END = ascii("\r\n\r\n");

  /** How much longer the section may become. */
  static final int ADDED_BYTES = CLOSE.length() + HOST.length();

  private Http10() {}

  /**
   * Whether a header section is complete.
   *
   * @param bytes what follows a request line, its CRLF included
   */
  static boolean endsHeaderSection(byte[] bytes) {
    return endOfHeader(bytes) >= 0;
  }

  /**
   * How many fields have begun, be the section complete or not, before a line that is none.
   *
   * @param bytes what follows a request line, its CRLF included
   * @param end bytes from here on are not looked at
   */
  static int fieldCount(byte[] bytes, int end) {
    int count = 0;
    for (int i = 2; i < end && bytes[i] != '\r' && !isBlank(bytes[i]); i++) {
      count++;
      while (i < end && bytes[i] != '\n') {
        i++;
      }
    }
    return count;
  }

  /**
   * The same bytes with the fields that 1.1 takes for granted: {@code Connection: close} unless the
   * client asked to keep the connection, and {@code Host}, which 1.0 does not ask for. What follows
   * the header section is not touched.
   *
   * @param bytes what follows a request line, its CRLF included, up to the empty line at least
   */
  static byte[] asHttp11(byte[] bytes) {
    int end = endOfHeader(bytes);
    List<String> fields = fields(bytes, end);
    var added = new StringBuilder("\r\n");
    if (!Persistence.wanted(false, values(fields, "connection:"))) {
      added.append(CLOSE);
    }
    if (values(fields, "host:").isEmpty()) {
      added.append(HOST);
    }
    // The CRLF that ended the request line now stands before the added fields.
    byte[] section = joined(ascii(added.toString()), Arrays.copyOfRange(bytes, 2, bytes.length));
    return values(fields, EXPECT).isEmpty() ? section : ignoringExpect(section);
  }

  /**
   * Whether a header section that is complete has a field that HTTP/1.0 does not know (RFC 9112
   * §6.1).
   */
  static boolean hasTransferEncoding(byte[] bytes) {
    return !values(fields(bytes, endOfHeader(bytes)), "transfer-encoding:").isEmpty();
  }

  /**
   * HTTP/1.0 knows no {@code 100 (Continue)}: such a wish is ignored (RFC 9110 §10.1.1). The field
   * stays under another name, since its value must be well-formed all the same.
   */
  private static byte[] ignoringExpect(byte[] section) {
    byte[] ignoring = section.clone();
    int at = 0;
    for (String field : fields(section, endOfHeader(section))) {
      if (startsWith(field, EXPECT)) {
        System.arraycopy(IGNORED, 0, ignoring, at, IGNORED.length);
      }
      at += field.length() + 2;
    }
    return ignoring;
  }

  private static List<String> fields(byte[] bytes, int end) {
    return List.of(new String(bytes, 0, end, StandardCharsets.ISO_8859_1).split("\r\n", -1));
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static List<String> values(List<String> fields, String nameAndColon) {
    return fields.stream()
        .filter(field -> startsWith(field, nameAndColon))
        .map(field -> field.substring(nameAndColon.length()))
        .toList();
  }

  private static boolean startsWith(String field, String nameAndColon) {
    return field.regionMatches(true, 0, nameAndColon, 0, nameAndColon.length());
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
