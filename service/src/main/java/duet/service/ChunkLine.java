package duet.service;

/**
 * The rule for the line before a chunk: {@code chunk-size [ chunk-ext ]} (RFC 9112 §7.1). Pure
 * functions over bytes that allocate nothing.
 */
public final class ChunkLine {
  /** What {@link #size} says of a line that is none. */
  public static final int MALFORMED = -1;

  /** So much of a line tells whether to wait for its rest. */
  public static final int TELLING_BYTES = 32;

  /** For a size and its blanks; what is more must be worth it. */
  private static final int FREE_BYTES = 16;

  /** What the beginning of a line says of the whole. */
  public enum Start {
    /** Nothing yet: its size, or the blanks behind that, may go on. */
    WITHIN_SIZE,
    /** It has a size. */
    SIZED,
    /** No octet that may come makes a line of it. */
    MALFORMED
  }

  private ChunkLine() {}

  /**
   * The size of the chunk that follows, 0..2^31-1, or {@link #MALFORMED}; extensions are read over,
   * as a recipient must that does not know them (§7.1.1).
   *
   * @param line holds the line, its CRLF left out
   */
  public static int size(byte[] line, int from, int to) {
    long size = 0;
    int i = from;
    while (i < to && Octet.hex(line[i]) >= 0) {
      size = (size << 4) | Octet.hex(line[i]);
      if (size > Integer.MAX_VALUE) {
        return MALFORMED;
      }
      i++;
    }
    return i > from && areExtensions(line, i, to) ? (int) size : MALFORMED;
  }

  /**
   * What the lines of a body have taken so far beyond what their chunks are worth: a client that
   * sends kilobytes of extensions for each byte would have them read without end. 16 bytes for each
   * line and twice its chunk are for nothing (the rule of Go's {@code net/http}, CVE-2023-39326).
   *
   * @param before it, of the lines before; 0 at first
   * @param lineBytes of this one, its CRLF left out
   * @param size of its chunk
   */
  public static long excess(long before, int lineBytes, int size) {
    return Math.max(0, before + lineBytes - FREE_BYTES - 2L * size);
  }

  /**
   * What the beginning of a line says. Extensions are for {@link #size} to judge.
   *
   * @param start of a line, all of it that has come or {@link #TELLING_BYTES} of that
   */
  public static Start start(byte[] start) {
    int sizeEnd = 0;
    long size = 0;
    while (sizeEnd < start.length && Octet.hex(start[sizeEnd]) >= 0) {
      size = (size << 4) | Octet.hex(start[sizeEnd]);
      if (size > Integer.MAX_VALUE) {
        return Start.MALFORMED;
      }
      sizeEnd++;
    }
    int next = blanksEnd(start, sizeEnd, start.length);
    if (next > 0 && sizeEnd == 0) {
      return Start.MALFORMED;
    }
    if (next == start.length) {
      return next < TELLING_BYTES ? Start.WITHIN_SIZE : Start.SIZED;
    }
    boolean ends = start[next] == ';' || (start[next] == '\r' && next == sizeEnd);
    return sizeEnd > 0 && ends ? Start.SIZED : Start.MALFORMED;
  }

  private static boolean areExtensions(byte[] line, int from, int to) {
    int i = from;
    while (i < to) {
      int semicolon = blanksEnd(line, i, to);
      if (semicolon == to || line[semicolon] != ';') {
        return false;
      }
      int name = blanksEnd(line, semicolon + 1, to);
      i = tokenEnd(line, name, to);
      if (i == name) {
        return false;
      }
      int equals = blanksEnd(line, i, to);
      if (equals < to && line[equals] == '=') {
        int value = blanksEnd(line, equals + 1, to);
        i =
            value < to && line[value] == '"'
                ? quoteEnd(line, value + 1, to)
                : tokenEnd(line, value, to);
        if (i <= value) {
          return false;
        }
      }
    }
    return true;
  }

  private static int blanksEnd(byte[] line, int from, int to) {
    int i = from;
    while (i < to && Octet.isBlank(line[i])) {
      i++;
    }
    return i;
  }

  private static int tokenEnd(byte[] line, int from, int to) {
    int i = from;
    while (i < to && Octet.isToken(line[i])) {
      i++;
    }
    return i;
  }

  /** Behind the closing quotation mark, or -1. */
  private static int quoteEnd(byte[] line, int from, int to) {
    for (int i = from; i < to; i++) {
      if (line[i] == '"') {
        return i + 1;
      }
      if (line[i] == '\\') {
        i++;
      }
      if (i == to || !Octet.isText(line[i])) {
        return -1;
      }
    }
    return -1;
  }
}
