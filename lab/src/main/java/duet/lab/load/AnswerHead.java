package duet.lab.load;

/**
 * The status line and fields of an answer (RFC 9112 §4, §5), as far as they say what it is worth
 * and where it ends. Allocates nothing; one thread.
 */
final class AnswerHead {
  /** Longest that is taken. */
  static final int MAX_BYTES = 16_384;

  /** It goes on. */
  static final int INCOMPLETE = -1;

  /** It is none. */
  static final int MALFORMED = -2;

  private static final long MAX_LENGTH = Long.MAX_VALUE / 20;

  private int status;
  private boolean persistent;
  private boolean chunked;
  private long declaredBytes;
  private boolean retryAfter;

  /** The status code. */
  int status() {
    return status;
  }

  /** Whether the server leaves the connection open after this answer. */
  boolean persistent() {
    return persistent;
  }

  /** Whether the body comes in chunks. */
  boolean chunked() {
    return chunked;
  }

  /** What Content-Length says; -1 where there is none. */
  long declaredBytes() {
    return declaredBytes;
  }

  /** Whether it says when to ask again (RFC 9110 §10.2.3). */
  boolean retryAfter() {
    return retryAfter;
  }

  /** Returns where the head ends, or one of the two constants above. */
  int parse(byte[] bytes, int from, int to) {
    chunked = false;
    declaredBytes = -1;
    retryAfter = false;
    boolean first = true;
    int start = from;
    for (int i = from; i < to; i++) {
      if (bytes[i] != '\n') {
        continue;
      }
      int end = i > start && bytes[i - 1] == '\r' ? i - 1 : i;
      if (first) {
        if (!statusLine(bytes, start, end)) {
          return MALFORMED;
        }
        first = false;
      } else if (end == start) {
        return i + 1;
      } else if (!field(bytes, start, end)) {
        return MALFORMED;
      }
      start = i + 1;
    }
    return to - from > MAX_BYTES ? MALFORMED : INCOMPLETE;
  }

  /** {@code HTTP/1.1 200 …}: RFC 9112 §4. */
  private boolean statusLine(byte[] bytes, int from, int to) {
    if (to - from < 12
        || !HeaderName.HTTP_1.matches(bytes, from)
        || bytes[from + 8] != ' '
        || (to - from > 12 && bytes[from + 12] != ' ')) {
      return false;
    }
    int hundreds = bytes[from + 9] - '0';
    int tens = bytes[from + 10] - '0';
    int ones = bytes[from + 11] - '0';
    persistent = bytes[from + 7] != '0';
    status = hundreds * 100 + tens * 10 + ones;
    return 1 <= hundreds && hundreds <= 9 && 0 <= tens && tens <= 9 && 0 <= ones && ones <= 9;
  }

  private boolean field(byte[] bytes, int from, int to) {
    switch (bytes[from] | 0x20) {
      case 'c' -> {
        if (HeaderName.CONTENT_LENGTH.begins(bytes, from, to)) {
          declaredBytes = number(bytes, from + HeaderName.CONTENT_LENGTH.length(), to);
          return declaredBytes >= 0;
        }
        if (HeaderName.CONNECTION.begins(bytes, from, to)) {
          int at = from + HeaderName.CONNECTION.length();
          persistent =
              persistent
                  ? !HeaderName.CLOSE.within(bytes, at, to)
                  : HeaderName.KEEP_ALIVE.within(bytes, at, to);
        }
      }
      case 'r' -> retryAfter |= HeaderName.RETRY_AFTER.begins(bytes, from, to);
      case 't' -> {
        if (HeaderName.TRANSFER_ENCODING.begins(bytes, from, to)) {
          chunked =
              HeaderName.CHUNKED.within(bytes, from + HeaderName.TRANSFER_ENCODING.length(), to);
        }
      }
      default -> {
        // says nothing about where the answer ends
      }
    }
    return true;
  }

  /** The number between optional spaces; -1 if there is none. */
  private static long number(byte[] bytes, int from, int to) {
    long value = -1;
    for (int i = from; i < to; i++) {
      int digit = bytes[i] - '0';
      if (0 <= digit && digit <= 9 && value < MAX_LENGTH) {
        value = Math.max(value, 0) * 10 + digit;
      } else if (bytes[i] != ' ' && bytes[i] != '\t') {
        return -1;
      }
    }
    return value;
  }
}
