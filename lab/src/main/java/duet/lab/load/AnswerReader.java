package duet.lab.load;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads HTTP/1.x answers (RFC 9112) as they come, in pieces of any size. It allocates only for a
 * head that comes in more than one piece. One thread.
 */
final class AnswerReader {
  /** Longest status line and header section that is taken. */
  static final int MAX_HEAD_BYTES = 16_384;

  private static final int INCOMPLETE = -1;
  private static final int MALFORMED = -2;
  private static final long MAX_LENGTH = Long.MAX_VALUE / 20;

  private enum State {
    HEAD,
    FIXED,
    CHUNK_SIZE,
    CHUNK_EXTENSION,
    CHUNK_DATA,
    CHUNK_END,
    TRAILER,
    UNTIL_CLOSE,
    COMPLETE,
    BROKEN
  }

  private final BodyDigest digest;
  private State state = State.HEAD;
  private int status;
  private boolean persistent;
  private boolean chunked;
  private long declaredBytes;
  private long remainingBytes;
  private long lengthBytes;
  private int chunkDigits;
  private boolean emptyLine;
  private byte @Nullable [] carry;
  private int carried;

  AnswerReader(BodyDigest.Kind kind) {
    digest = BodyDigest.of(kind);
  }

  /** Begins with a new answer. */
  void reset() {
    state = State.HEAD;
    carried = 0;
    lengthBytes = 0;
    digest.reset();
  }

  /** Takes what came from the server. Bytes after the end of an answer make it malformed. */
  void take(byte[] bytes, int length) {
    int at = 0;
    while (at < length) {
      at =
          switch (state) {
            case HEAD -> head(bytes, at, length);
            case FIXED, CHUNK_DATA -> body(bytes, at, length);
            case UNTIL_CLOSE -> {
              content(bytes, at, length - at);
              yield length;
            }
            case CHUNK_SIZE, CHUNK_EXTENSION, CHUNK_END, TRAILER -> framing(bytes[at], at);
            case COMPLETE -> {
              state = State.BROKEN;
              yield length;
            }
            case BROKEN -> length;
          };
    }
  }

  /** The server has closed its side. */
  void end() {
    if (state == State.UNTIL_CLOSE) {
      state = State.COMPLETE;
    }
  }

  boolean isComplete() {
    return state == State.COMPLETE;
  }

  boolean isBroken() {
    return state == State.BROKEN;
  }

  /** The status code of a complete answer. */
  int status() {
    return status;
  }

  /** Bytes of body so far. */
  long lengthBytes() {
    return lengthBytes;
  }

  /** {@link BodyDigest#value()} of the body so far. */
  long digest() {
    return digest.value();
  }

  /** Whether the server leaves the connection open after this answer. */
  boolean persistent() {
    return persistent;
  }

  private int head(byte[] bytes, int at, int length) {
    byte @Nullable [] earlier = carry;
    if (carried == 0 || earlier == null) {
      int end = parse(bytes, at, length);
      if (end == INCOMPLETE) {
        keep(bytes, at, length - at);
        return length;
      }
      return afterHead(end, length);
    }
    int before = carried;
    keep(bytes, at, length - at);
    byte @Nullable [] joined = carry;
    if (state == State.BROKEN || joined == null) {
      return length;
    }
    int end = parse(joined, 0, carried);
    if (end == INCOMPLETE) {
      return length;
    }
    carried = 0;
    return afterHead(end == MALFORMED ? end : at + end - before, length);
  }

  private void keep(byte[] bytes, int at, int count) {
    if (carried + count > MAX_HEAD_BYTES) {
      state = State.BROKEN;
      return;
    }
    byte @Nullable [] old = carry;
    byte[] room = old == null ? new byte[Math.max(512, count)] : old;
    if (room.length < carried + count) {
      room = Arrays.copyOf(room, Math.max(carried + count, 2 * room.length));
    }
    System.arraycopy(bytes, at, room, carried, count);
    carry = room;
    carried += count;
  }

  private int afterHead(int end, int length) {
    if (end == MALFORMED) {
      state = State.BROKEN;
      return length;
    }
    if (status < 200) {
      return end; // interim: the answer proper follows
    }
    if (status == 204 || status == 304) {
      state = State.COMPLETE;
    } else if (chunked) {
      beginChunk();
    } else if (declaredBytes < 0) {
      persistent = false;
      state = State.UNTIL_CLOSE;
    } else {
      remainingBytes = declaredBytes;
      state = declaredBytes == 0 ? State.COMPLETE : State.FIXED;
    }
    return end;
  }

  private int body(byte[] bytes, int at, int length) {
    int count = (int) Math.min(remainingBytes, length - at);
    content(bytes, at, count);
    remainingBytes -= count;
    if (remainingBytes == 0) {
      state = state == State.FIXED ? State.COMPLETE : State.CHUNK_END;
    }
    return at + count;
  }

  private void content(byte[] bytes, int at, int count) {
    digest.update(bytes, at, count);
    lengthBytes += count;
  }

  private void beginChunk() {
    state = State.CHUNK_SIZE;
    remainingBytes = 0;
    chunkDigits = 0;
  }

  /** One byte of what stands around chunks (RFC 9112 §7.1). */
  private int framing(byte b, int at) {
    switch (state) {
      case CHUNK_SIZE -> {
        int digit = Character.digit(b, 16);
        if (digit >= 0 && chunkDigits < 15) {
          remainingBytes = remainingBytes * 16 + digit;
          chunkDigits++;
        } else if (chunkDigits == 0 || digit >= 0) {
          state = State.BROKEN;
        } else if (b == '\n') {
          afterSize();
        } else {
          state = State.CHUNK_EXTENSION;
        }
      }
      case CHUNK_EXTENSION -> {
        if (b == '\n') {
          afterSize();
        }
      }
      case CHUNK_END -> {
        if (b == '\n') {
          beginChunk();
        } else if (b != '\r') {
          state = State.BROKEN;
        }
      }
      default -> {
        if (b == '\n') {
          state = emptyLine ? State.COMPLETE : State.TRAILER;
          emptyLine = true;
        } else if (b != '\r') {
          emptyLine = false;
        }
      }
    }
    return at + 1;
  }

  private void afterSize() {
    state = remainingBytes == 0 ? State.TRAILER : State.CHUNK_DATA;
    emptyLine = true;
  }

  /** Returns where the head ends, or one of the two constants. */
  private int parse(byte[] bytes, int from, int to) {
    chunked = false;
    declaredBytes = -1;
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
    return to - from > MAX_HEAD_BYTES ? MALFORMED : INCOMPLETE;
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
