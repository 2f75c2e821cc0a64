package duet.helidon;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ServerConnectionException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What Helidon reads requests from. It presents HTTP/1.0 requests, which Helidon 4.5.0 answers with
 * 505 or not at all, as HTTP/1.1 ones, and it ends the connection where an answer said so. For use
 * by the connection's virtual thread alone.
 *
 * <p>Helidon reads a request line with {@link #findNewLine} and {@link #readBytes}, then fields
 * until {@link #startsWithNewLine} is true, then the body with other methods: this order tells a
 * request line from a body that looks like one.
 */
@SuppressWarnings(
    "removal") // the constructor goes in a later Helidon; create(), its successor, cannot be
// extended
final class RequestReader extends DataReader {
  private final Source source;
  private final int maxHeaderBytes;
  private volatile long idleSinceNanos = System.nanoTime();
  private volatile boolean idle = true;
  private boolean requestLineNext = true;
  private boolean ending;

  RequestReader(HelidonSocket socket, int maxHeaderBytes) {
    this(new Source(socket), maxHeaderBytes);
  }

  private RequestReader(Source source, int maxHeaderBytes) {
    super(source);
    this.source = source;
    this.maxHeaderBytes = maxHeaderBytes;
  }

  /** No further request is read. */
  void end() {
    ending = true;
  }

  /**
   * How long the connection has been without a request, a request line that is not complete
   * included; zero while a request is handled. May be asked on any thread.
   */
  Duration idleTime() {
    return idle ? Duration.ofNanos(System.nanoTime() - idleSinceNanos) : Duration.ZERO;
  }

  @Override
  public int findNewLine(int max) {
    if (requestLineNext) {
      if (ending) {
        throw new Ended();
      }
      idleSinceNanos = System.nanoTime();
      idle = true;
    }
    return super.findNewLine(max);
  }

  @Override
  public byte[] readBytes(int length) {
    byte[] bytes = super.readBytes(length);
    if (requestLineNext) {
      requestLineNext = false;
      idle = false;
      keepCase(bytes);
      if (Http10.isRequestLine(bytes)) {
        bytes[bytes.length - 1] = '1';
        source.putBack(Http10.asHttp11(headerSection()));
      }
    }
    return bytes;
  }

  @Override
  public boolean startsWithNewLine() {
    boolean headerEnds = super.startsWithNewLine();
    requestLineNext = headerEnds;
    return headerEnds;
  }

  /**
   * Helidon takes {@code get} for {@code GET}, but methods are case-sensitive (RFC 9110 §9.1): a
   * lower-case letter becomes a mark that is allowed in a method and that no known method has.
   */
  private static void keepCase(byte[] line) {
    for (int i = 0; i < line.length && line[i] != ' '; i++) {
      if (line[i] >= 'a' && line[i] <= 'z') {
        line[i] = '~';
      }
    }
  }

  /**
   * All bytes at hand, and as many more as it takes to hold the request's header section, if its
   * size is allowed.
   */
  private byte[] headerSection() {
    byte[] bytes = available() == 0 ? new byte[0] : super.readBytes(available());
    while (!Http10.holdsHeaderSection(bytes) && bytes.length <= maxHeaderBytes) {
      byte[] more = source.get();
      if (more == null) {
        return bytes;
      }
      bytes = Http10.joined(bytes, more);
    }
    return bytes;
  }

  /** The socket, and before it what was read ahead. */
  private static final class Source implements Supplier<byte[]> {
    private final HelidonSocket socket;
    private byte @Nullable [] ahead;

    Source(HelidonSocket socket) {
      this.socket = socket;
    }

    void putBack(byte[] bytes) {
      ahead = bytes;
    }

    @Override
    public byte[] get() {
      byte[] first = ahead;
      if (first != null) {
        ahead = null;
        return first;
      }
      try {
        return socket.get();
      } catch (UncheckedIOException e) {
        throw new ServerConnectionException("the connection failed while a request was read", e);
      }
    }
  }

  /** Thrown for every connection that ends in order, hence without a stack trace. */
  private static final class Ended extends CloseConnectionException {
    private static final long serialVersionUID = 1L;

    Ended() {
      super("an answer ended the connection");
    }

    @Override
    public Throwable fillInStackTrace() {
      return this;
    }
  }
}
