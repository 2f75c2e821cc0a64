package duet.helidon;

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
  private Part part = Part.NOTHING_YET;
  private byte @Nullable [] ahead;
  private Function<Problem, ? extends RuntimeException> refusal =
      problem -> new Ended(problem.title());
  private int headBytes;
  private volatile boolean late;

  RequestSource(Inbound inbound, Pace pace) {
    this.inbound = inbound;
    this.pace = pace;
  }

  /** What is thrown where a request did not come in time, or there is no room for it. */
  void refusal(Function<Problem, ? extends RuntimeException> thrown) {
    refusal = thrown;
  }

  Inbound inbound() {
    return inbound;
  }

  /** These bytes come next. */
  void putBack(byte[] bytes) {
    ahead = bytes;
  }

  /** A request is waited for, of which there is something already or not. */
  void awaitsRequest(boolean begun) {
    if (begun) {
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

  /** A head has been read; what is waited for next is its body. */
  void headEnded() {
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
    try {
      return switch (part) {
        case NOTHING_YET -> {
          byte[] bytes = orEnded(inbound.get());
          headBegan();
          headBytes = bytes.length;
          yield bytes;
        }
        case HEAD -> ofAHead();
        case FRAMING, BODY -> orEnded(ofABody());
      };
    } catch (UncheckedIOException e) {
      throw new ServerConnectionException("the connection failed while a request was read", e);
    }
  }

  /** What is kept while the rest of a head is waited for counts with all that others keep. */
  private byte[] ofAHead() {
    if (headBytes > 0 && !Connection.keeps(headBytes)) {
      throw refusal.apply(Problem.NO_ROOM);
    }
    byte[] bytes = orEnded(inbound.get());
    headBytes = bytes.length;
    return bytes;
  }

  private byte[] orEnded(byte @Nullable [] bytes) {
    if (bytes == null) {
      throw ended();
    }
    return bytes;
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
