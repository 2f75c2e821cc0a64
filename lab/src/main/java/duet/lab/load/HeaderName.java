package duet.lab.load;

import java.nio.charset.StandardCharsets;

/** Words of a head that say where an answer ends, looked for regardless of case. Immutable. */
final class HeaderName {
  static final HeaderName HTTP_1 = new HeaderName("http/1.");
  static final HeaderName CONTENT_LENGTH = new HeaderName("content-length:");
  static final HeaderName CONNECTION = new HeaderName("connection:");
  static final HeaderName TRANSFER_ENCODING = new HeaderName("transfer-encoding:");
  static final HeaderName RETRY_AFTER = new HeaderName("retry-after:");
  static final HeaderName CLOSE = new HeaderName("close");
  static final HeaderName KEEP_ALIVE = new HeaderName("keep-alive");
  static final HeaderName CHUNKED = new HeaderName("chunked");

  private final byte[] lower;

  private HeaderName(String lower) {
    this.lower = lower.getBytes(StandardCharsets.US_ASCII);
  }

  int length() {
    return lower.length;
  }

  /** Whether it stands at this place; there must be bytes enough. */
  boolean matches(byte[] bytes, int at) {
    for (int i = 0; i < lower.length; i++) {
      int b = bytes[at + i];
      if ((b >= 'A' && b <= 'Z' ? b | 0x20 : b) != lower[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether the bytes from here on begin with it. */
  boolean begins(byte[] bytes, int from, int to) {
    return to - from >= lower.length && matches(bytes, from);
  }

  /** Whether it stands anywhere between the two. */
  boolean within(byte[] bytes, int from, int to) {
    for (int at = from; at + lower.length <= to; at++) {
      if (matches(bytes, at)) {
        return true;
      }
    }
    return false;
  }
}
