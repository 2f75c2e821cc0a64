package duet.helidon;

import duet.service.KeptShare;
import duet.service.Pace;
import duet.service.Problem;
import io.helidon.webserver.ServerConnectionException;
import java.io.UncheckedIOException;
import java.util.function.Function;
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

  private final Inbound inbound;
  private final Pace pace;
  private final KeptShare share;
  private Part part = Part.NOTHING_YET;
  private byte @Nullable [] ahead;
  private Function<Problem, ? extends RuntimeException> refusal = _ -> new Ended("refused");
  private int headBytes;
  private int headFields;
  private volatile boolean late;

  /**
   * @param share has what is kept of heads
   */
  RequestSource(Inbound inbound, Pace pace, KeptShare share) {
    this.inbound = inbound;
    this.pace = pace;
    this.share = share;
  }

  /** What is thrown where a request did not come in time, or there is no room for it. */
  void whenRefused(Function<Problem, ? extends RuntimeException> thrown) {
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
   * @param come bytes of it, or of several, that have come already
   */
  void awaitsRequest(int come) {
    headBytes = come;
    headFields = 0;
    if (come > 0) {
      headBegan();
    } else {
      part = Part.NOTHING_YET;
      pace.awaitsRequest();
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

  private void keepHead(int behindIt) {
    if (!share.holds(headBytes - behindIt + (long) KeptShare.FIELD_BYTES * headFields)) {
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
    keepHead(behindIt);
    part = Part.BODY;
    pace.headEnded();
  }

  /** Whether what comes next of a body only stands around it. */
  void framing(boolean is) {
    part = is ? Part.FRAMING : Part.BODY;
  }

  /** Some of a body came together with what stands around it. */
  void bodyCame() {
    pace.bodyCame(1);
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
      keepHead(0);
    }
    try {
      byte[] bytes = part == Part.BODY || part == Part.FRAMING ? ofABody() : inbound.get();
      if (bytes == null) {
        throw ended();
      }
      if (part == Part.NOTHING_YET) {
        headBegan();
      }
      if (part == Part.HEAD) {
        headBytes += bytes.length;
      }
      return bytes;
    } catch (UncheckedIOException e) {
      throw new ServerConnectionException("the connection failed while a request was read", e);
    }
  }

  private byte @Nullable [] ofABody() {
    pace.awaitsBody(System.nanoTime());
    byte[] bytes = inbound.get();
    if (part == Part.BODY && bytes != null) {
      pace.bodyCame(bytes.length);
    }
    pace.busy();
    return bytes;
  }

  private RuntimeException ended() {
    return late && part != Part.NOTHING_YET
        ? refusal.apply(Problem.TOO_SLOW)
        : new Ended("the client ended the connection"); // in mid-request, perhaps
  }
}
