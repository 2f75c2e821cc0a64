package duet.lab.load;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads HTTP/1.x answers (RFC 9112) as they come, in pieces of any size. It allocates only for a
 * head that comes in more than one piece. One thread.
 */
public final class AnswerReader {
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
  private final AnswerHead head = new AnswerHead();
  private boolean endsWithConnection;
  private long remainingBytes;
  private long lengthBytes;
  private int chunkDigits;
  private boolean emptyLine;
  private byte @Nullable [] carry;
  private int carried;

  /** Nothing has come yet. */
  public AnswerReader(BodyDigest.Kind kind) {
    digest = BodyDigest.of(kind);
  }

  /** Begins with a new answer. */
  public void reset() {
    state = State.HEAD;
    carried = 0;
    lengthBytes = 0;
    endsWithConnection = false;
    digest.reset();
  }

  /** Takes what came from the server. Bytes after the end of an answer make it malformed. */
  public void take(byte[] bytes, int length) {
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

  /** Whether an answer has come whole. */
  public boolean isComplete() {
    return state == State.COMPLETE;
  }

  boolean isBroken() {
    return state == State.BROKEN;
  }

  /** The status code of a complete answer. */
  public int status() {
    return head.status();
  }

  /** Whether it says when to ask again. */
  boolean retryAfter() {
    return head.retryAfter();
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
    return head.persistent() && !endsWithConnection;
  }

  private int head(byte[] bytes, int at, int length) {
    byte @Nullable [] earlier = carry;
    if (carried == 0 || earlier == null) {
      int end = head.parse(bytes, at, length);
      if (end == AnswerHead.INCOMPLETE) {
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
    int end = head.parse(joined, 0, carried);
    if (end == AnswerHead.INCOMPLETE) {
      return length;
    }
    carried = 0;
    return afterHead(end == AnswerHead.MALFORMED ? end : at + end - before, length);
  }

  private void keep(byte[] bytes, int at, int count) {
    if (carried + count > AnswerHead.MAX_BYTES) {
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
    if (end == AnswerHead.MALFORMED) {
      state = State.BROKEN;
      return length;
    }
    int status = head.status();
    if (status < 200) {
      return end; // interim: the answer proper follows
    }
    if (status == 204 || status == 304) {
      state = State.COMPLETE;
    } else if (head.chunked()) {
      beginChunk();
    } else if (head.declaredBytes() < 0) {
      endsWithConnection = true;
      state = State.UNTIL_CLOSE;
    } else {
      remainingBytes = head.declaredBytes();
      state = remainingBytes == 0 ? State.COMPLETE : State.FIXED;
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
}
