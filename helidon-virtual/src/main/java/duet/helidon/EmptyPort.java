package duet.helidon;

import io.helidon.common.buffers.LazyString;
import java.nio.charset.StandardCharsets;

/**
 * A port may have no digit (RFC 3986 §3.2.3), as in {@code Host: localhost:}. Helidon 4.5.0 refuses
 * that before its listeners see the field, so it is shown the value without the colon.
 */
final class EmptyPort {
  /** A field's name as Helidon looks for it. */
  static final byte[] HOST_AND_COLON = "Host:".getBytes(StandardCharsets.US_ASCII);

  private EmptyPort() {}

  /** The same, or the value of a Host without its empty port. */
  static LazyString takenAway(LazyString host) {
    String value = host.stripOws();
    int last = value.length() - 1;
    return last > 0 && value.charAt(last) == ':' && endsHost(value, last)
        ? new LazyString(
            value.substring(0, last).getBytes(StandardCharsets.ISO_8859_1),
            StandardCharsets.ISO_8859_1)
        : host;
  }

  /**
   * Else the colon stands behind a port or a blank, and what is left would pass for a Host in
   * order.
   */
  private static boolean endsHost(String value, int colon) {
    char last = value.charAt(colon - 1);
    return last == ']' || (last != ' ' && last != '\t' && value.indexOf(':') == colon);
  }
}
