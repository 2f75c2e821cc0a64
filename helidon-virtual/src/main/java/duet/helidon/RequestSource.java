package duet.helidon;

import io.helidon.webserver.ServerConnectionException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where {@link RequestReader} has its bytes from: the connection, and before it what was put back.
 * It knows how long nothing has come. For use by the connection's virtual thread, but for {@link
 * #idleTime}.
 */
final class RequestSource implements Supplier<byte[]> {
  private final Inbound inbound;
  private volatile long idleSinceNanos = System.nanoTime();
  private volatile boolean idle = true;
  private boolean bodyBegun;
  private byte @Nullable [] ahead;

  RequestSource(Inbound inbound) {
    this.inbound = inbound;
  }

  Inbound inbound() {
    return inbound;
  }

  /** These bytes come next. */
  void putBack(byte[] bytes) {
    ahead = bytes;
  }

  /** A request is waited for. */
  void idleFromNowOn() {
    idleSinceNanos = System.nanoTime();
    idle = true;
  }

  /** Whether the wait goes on that began last. */
  void idle(boolean goesOn) {
    idle = goesOn;
  }

  /** A head has been read; what is waited for next is its body. */
  void beginBody() {
    idle = false;
    bodyBegun = false;
  }

  /** A body is waited for, since its beginning or its last byte: what stands around it is none. */
  void idleWithinBody() {
    if (!bodyBegun) {
      bodyByteCame();
    }
    idle = true;
  }

  /** Of a body, or else it begins now. */
  void bodyByteCame() {
    bodyBegun = true;
    idleSinceNanos = System.nanoTime();
  }

  /** Zero while nothing is waited for. May be asked on any thread. */
  Duration idleTime() {
    return idle ? Duration.ofNanos(System.nanoTime() - idleSinceNanos) : Duration.ZERO;
  }

  @Override
  public byte[] get() {
    byte[] first = ahead;
    if (first != null) {
      ahead = null;
      return first;
    }
    try {
      byte[] bytes = idle ? inbound.get() : ofABody();
      if (bytes == null) {
        throw new Ended("the client ended the connection"); // in mid-request, perhaps
      }
      return bytes;
    } catch (UncheckedIOException e) {
      throw new ServerConnectionException("the connection failed while a request was read", e);
    }
  }

  private byte @Nullable [] ofABody() {
    idleWithinBody();
    byte[] bytes = inbound.get();
    bodyByteCame();
    idle = false;
    return bytes;
  }
}
