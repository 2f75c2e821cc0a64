package duet.helidon;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.DirectHandler;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ServerConnectionException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What Helidon reads requests from. It presents HTTP/1.0 requests, which Helidon 4.5.0 answers with
 * 505 or not at all, as HTTP/1.1 ones, and it ends the connection where an answer said so. For use
 * by the connection's virtual thread alone.
 *
 * <p>Helidon reads a request line with {@link #findNewLine} and {@link #readBytes}, then fields
 * until {@link #startsWithNewLine} is true, then the body. Of a body only chunk sizes are read by
 * lines, and those without a limit and not with {@link #readBytes}: this tells a request line from
 * a body that looks like one.
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
  private final boolean keepsRequestLine;
  private byte[] requestLine = {'-'};

  /**
   * @param keepsRequestLine whether {@link #requestLine} will be asked for
   */
  RequestReader(Inbound inbound, int maxHeaderBytes, boolean keepsRequestLine) {
    this(new Source(inbound), maxHeaderBytes, keepsRequestLine);
  }

  private RequestReader(Source source, int maxHeaderBytes, boolean keepsRequestLine) {
    super(source);
    this.keepsRequestLine = keepsRequestLine;
    this.source = source;
    this.maxHeaderBytes = maxHeaderBytes;
  }

  /** No further request is read. */
  void end() {
    ending = true;
  }

  /**
   * How long the connection has been without a request, a request line that is not complete
   * included, nor a header section; zero while a request is handled. May be asked on any thread.
   */
  Duration idleTime() {
    return idle ? Duration.ofNanos(System.nanoTime() - idleSinceNanos) : Duration.ZERO;
  }

  /** The request line read last, as it came; a hyphen where it is not kept. */
  String requestLine() {
    return keepsRequestLine ? new String(requestLine, StandardCharsets.ISO_8859_1) : "-";
  }

  Inbound inbound() {
    return source.inbound;
  }

  @Override
  public int findNewLine(int max) {
    if (requestLineNext && max != Integer.MAX_VALUE) {
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
      if (keepsRequestLine) {
        requestLine = bytes.clone();
      }
      checkMethod(bytes);
      if (Http10.isRequestLine(bytes)) {
        bytes[bytes.length - 1] = '1';
        byte[] section = headerSection();
        if (Http10.hasTransferEncoding(section)) {
          throw malformed("HTTP/1.0 has no Transfer-Encoding (RFC 9112 §6.1)");
        }
        source.putBack(Http10.asHttp11(section));
      }
    }
    return bytes;
  }

  @Override
  public boolean startsWithNewLine() {
    boolean headerEnds = super.startsWithNewLine();
    requestLineNext = headerEnds;
    idle = !headerEnds;
    return headerEnds;
  }

  /**
   * Helidon takes {@code get} for {@code GET}, but methods are case-sensitive (RFC 9110 §9.1): a
   * lower-case letter becomes a mark that is allowed in a method and that no known method has. What
   * is not allowed in a method (RFC 9110 §5.6.2) would be answered with 500.
   */
  private static void checkMethod(byte[] line) {
    for (int i = 0; i < line.length && line[i] != ' '; i++) {
      byte b = line[i];
      if (b >= 'a' && b <= 'z') {
        line[i] = '~';
      } else if ((b < 'A' || b > 'Z') && !isOtherTokenByte(b)) {
        throw malformed("a byte that no method may have");
      }
    }
  }

  private static boolean isOtherTokenByte(byte b) {
    return (b >= '0' && b <= '9') || "!#$%&'*+-.^_`|~".indexOf(b) >= 0;
  }

  private static RequestException malformed(String message) {
    return RequestException.builder()
        .type(DirectHandler.EventType.BAD_REQUEST)
        .message(message)
        .build();
  }

  /**
   * All bytes at hand, and as many more as it takes to hold the request's header section, if its
   * size is allowed.
   */
  private byte[] headerSection() {
    byte[] bytes = available() == 0 ? new byte[0] : super.readBytes(available());
    while (!Http10.holdsHeaderSection(bytes) && bytes.length <= maxHeaderBytes + 4) {
      bytes = Http10.joined(bytes, source.get());
    }
    return bytes;
  }

  /** The socket, and before it what was read ahead. */
  private static final class Source implements Supplier<byte[]> {
    private final Inbound inbound;
    private byte @Nullable [] ahead;

    Source(Inbound inbound) {
      this.inbound = inbound;
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
        byte[] bytes = inbound.get();
        if (bytes == null) {
          throw new Ended(); // a client that leaves in mid-request is no error of the server's
        }
        return bytes;
      } catch (UncheckedIOException e) {
        throw new ServerConnectionException("the connection failed while a request was read", e);
      }
    }
  }

  /** Thrown for every connection that ends in order, hence without a stack trace. */
  private static final class Ended extends CloseConnectionException {
    private static final long serialVersionUID = 1L;

    Ended() {
      super("an answer or the client ended the connection");
    }

    @Override
    public Throwable fillInStackTrace() {
      return this;
    }
  }
}
