package duet.helidon;

import duet.service.KeptShare;
import duet.service.Pace;
import duet.service.Problem;
import io.helidon.webserver.ServerConnectionException;
import java.io.UncheckedIOException;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where {@link RequestReader} has its bytes from: the connection, and before it what was put back.
 * It says what is waited for. For use by the connection's virtual thread, but for {@link #tooLate}.
 */
final class RequestSource implements Supplier<byte[]> {
  /** What the bytes that come next are part of. */
  private enum Part {
    NOTHING_YET,
    HEAD,
    FRAMING,
    BODY
  }

  /** What each piece takes that was read, beside its bytes: they may come one by one. */
  private static final int PIECE_BYTES = 48;

  private final Inbound inbound;
  private final Pace pace;
  private final KeptShare share;
  private Part part = Part.NOTHING_YET;
  private byte @Nullable [] ahead;
  private Function<Problem, ? extends RuntimeException> refusal = _ -> new Ended("refused");
  private IntSupplier unread = () -> 0;
  private int headBytes;
  private int headFields;
  private long framingBytes;
  private volatile boolean late;

  /**
   * @param share has what is kept of heads, of what stands around chunks and of what comes behind
   */
  RequestSource(Inbound inbound, Pace pace, KeptShare share) {
    this.inbound = inbound;
    this.pace = pace;
    this.share = share;
  }

  /**
   * Who reads from it.
   *
   * @param unreadBytes of what was handed to it
   * @param thrown where a request did not come in time, or there is no room for it
   */
  void isReadBy(IntSupplier unreadBytes, Function<Problem, ? extends RuntimeException> thrown) {
    unread = unreadBytes;
    refusal = thrown;
  }

  Inbound inbound() {
    return inbound;
  }

  /** These bytes come next. */
  void putBack(byte[] bytes) {
    ahead = bytes;
  }

  /**
   * A request is waited for.
   *
   * @param begun whether something of it has come already
   */
  void awaitsRequest(boolean begun) {
    headBytes = 0;
    headFields = 0;
    if (begun) {
      headBegan();
    } else {
      part = Part.NOTHING_YET;
      pace.awaitsRequest();
    }
  }

  /**
   * A request line begins.
   *
   * @param come bytes of it, or of several, that have come already
   */
  void requestBegan(int come) {
    headBytes = come;
    if (part != Part.HEAD) {
      headBegan();
    }
  }

  private void headBegan() {
    part = Part.HEAD;
    pace.headBegan();
  }

  /** A field begins. */
  void fieldCame() {
    headFields++;
  }

  /**
   * Whether there is room for the head and what has come of its request or behind it.
   *
   * @param bytes of the latter
   */
  boolean keeps(long bytes) {
    return share.holds(headBytes + (long) KeptShare.FIELD_BYTES * headFields + bytes);
  }

  private void keep(long bytes) {
    if (!keeps(bytes)) {
      throw refusal.apply(Problem.NO_ROOM);
    }
  }

  /** The request has been answered. */
  void keepsNothing() {
    share.release();
  }

  /**
   * A head has been read; what is waited for next is its body.
   *
   * @param behindIt bytes that have come already of what follows
   */
  void headEnded(int behindIt) {
    headBytes -= behindIt;
    framingBytes = 0;
    keep(0);
    part = Part.BODY;
    pace.headEnded();
  }

  /** Whether what comes next of a body only stands around it. */
  void framing(boolean is) {
    part = is ? Part.FRAMING : Part.BODY;
  }

  /** A trailer field was read; it counts as one of a head. */
  void trailerCame(int bytes) {
    framingBytes += KeptShare.FIELD_BYTES + bytes;
  }

  /** So much of a body has come. */
  void bodyCame(int bytes) {
    pace.bodyCame(bytes);
  }

  /** The client is not waited for any longer: its connection brings nothing more. */
  void tooLate() {
    late = true;
  }

  @Override
  public byte[] get() {
    byte[] first = ahead;
    if (first != null) {
      ahead = null;
      return first;
    }
    if (part == Part.HEAD) {
      keep(0);
    } else if (part == Part.FRAMING) {
      keep(framingBytes + unread.getAsInt());
    }
    try {
      byte[] bytes = part == Part.BODY || part == Part.FRAMING ? ofABody() : inbound.get();
      if (bytes == null) {
        throw ended();
      }
      if (part == Part.NOTHING_YET && !areLineEnds(bytes)) {
        headBegan();
      }
      if (part == Part.HEAD) {
        headBytes += bytes.length + PIECE_BYTES;
      } else if (part == Part.FRAMING) {
        framingBytes += PIECE_BYTES;
      }
      return bytes;
    } catch (UncheckedIOException e) {
      throw new ServerConnectionException("the connection failed while a request was read", e);
    }
  }

  private byte @Nullable [] ofABody() {
    pace.awaitsBody(System.nanoTime());
    byte[] bytes = inbound.get();
    pace.busy();
    return bytes;
  }

  /** Empty lines, or a part of one, begin no request: its client is idle. */
  private static boolean areLineEnds(byte[] bytes) {
    for (byte b : bytes) {
      if (b != '\r' && b != '\n') {
        return false;
      }
    }
    return true;
  }

  private RuntimeException ended() {
    return late && part != Part.NOTHING_YET
        ? refusal.apply(Problem.TOO_SLOW)
        : new Ended("the client ended the connection"); // in mid-request, perhaps
  }
}
