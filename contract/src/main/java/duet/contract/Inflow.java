package duet.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * What arrives on one connection, counted. A deadline covers a whole answer, so that a server which
 * trickles cannot hold a test for longer than one which is silent. What was read beyond one answer
 * stays here for the next.
 */
final class Inflow {
  private static final int LINE_LIMIT_BYTES = 64 * 1024;
  private static final int MESSAGE_LIMIT_BYTES = 64 * 1024 * 1024;

  /** Where more bytes come from. */
  private interface Source {
    /**
     * The next bytes, or -1 when there are no more.
     *
     * @param leftMillis how long it may take, &gt; 0
     */
    int read(byte[] buffer, int leftMillis) throws IOException;
  }

  private final Source source;
  private final byte[] buffer;
  private int next;
  private int end;
  private long taken;
  private long messageStart;
  private long deadlineNanos;

  Inflow(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    this.source =
        (buffer, leftMillis) -> {
          socket.setSoTimeout(leftMillis);
          return in.read(buffer);
        };
    this.buffer = new byte[16 * 1024];
  }

  /**
   * All that has come on a connection which has ended.
   *
   * @param received is not written to
   * @param from where the first message begins
   */
  Inflow(byte[] received, int from) {
    this.source = (_, _) -> -1;
    this.buffer = received;
    this.next = from;
    this.end = received.length;
  }

  /** Starts a message: the clock and the count of its bytes begin here. */
  void begin(Duration patience) {
    messageStart = taken;
    deadlineNanos = System.nanoTime() + patience.toNanos();
  }

  /** Bytes taken since {@link #begin}. */
  long messageBytes() {
    return taken - messageStart;
  }

  /**
   * The next byte, or -1 after the server's FIN.
   *
   * @throws SocketTimeoutException when the deadline passes first
   */
  int read() throws IOException {
    if (next == end && !fill()) {
      return -1;
    }
    count(1);
    return buffer[next++] & 0xff;
  }

  /** A line without its CRLF; a bare LF or CR is malformed in a response (RFC 9112 §2.2). */
  String line() throws IOException {
    var line = new StringBuilder();
    for (int b = read(); ; b = read()) {
      if (b == -1) {
        throw new EOFException("closed after " + messageBytes() + " bytes, in the line: " + line);
      }
      if (b == '\r') {
        if (read() != '\n') {
          throw new ProtocolException("CR without LF after: " + line);
        }
        return line.toString();
      }
      if (b == '\n') {
        throw new ProtocolException("LF without CR after: " + line);
      }
      line.append((char) b);
      if (line.length() > LINE_LIMIT_BYTES) {
        throw new ProtocolException("line must be <= " + LINE_LIMIT_BYTES + " bytes");
      }
    }
  }

  /** Exactly that many bytes. */
  String exactly(long bytes) throws IOException {
    if (bytes > MESSAGE_LIMIT_BYTES) {
      throw new ProtocolException(
          "message must be <= " + MESSAGE_LIMIT_BYTES + " bytes: announced=" + bytes);
    }
    var body = new ByteArrayOutputStream();
    while (body.size() < bytes) {
      if (next == end && !fill()) {
        throw new EOFException("closed after " + body.size() + " of " + bytes + " bytes");
      }
      drain(body, (int) (bytes - body.size()));
    }
    return body.toString(ISO_8859_1);
  }

  /** Everything up to the server's FIN. */
  String untilClose() throws IOException {
    var body = new ByteArrayOutputStream();
    while (next < end || fill()) {
      drain(body, Integer.MAX_VALUE);
    }
    return body.toString(ISO_8859_1);
  }

  private void drain(ByteArrayOutputStream body, int most) throws IOException {
    int some = Math.min(most, end - next);
    count(some);
    body.write(buffer, next, some);
    next += some;
  }

  private void count(int bytes) throws IOException {
    taken += bytes;
    if (messageBytes() > MESSAGE_LIMIT_BYTES) {
      throw new ProtocolException("message must be <= " + MESSAGE_LIMIT_BYTES + " bytes");
    }
  }

  private boolean fill() throws IOException {
    long leftMillis = Duration.ofNanos(deadlineNanos - System.nanoTime()).toMillis();
    if (leftMillis <= 0) {
      throw new SocketTimeoutException("nothing more after " + messageBytes() + " bytes");
    }
    int read;
    try {
      read = source.read(buffer, (int) leftMillis);
    } catch (SocketTimeoutException _) {
      throw new SocketTimeoutException("nothing more after " + messageBytes() + " bytes");
    }
    next = 0;
    end = Math.max(read, 0);
    return read > 0;
  }
}
