package duet.lab.fault;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** A client's connection: one request after the other. One thread. */
final class Caller implements AutoCloseable {
  private static final int LONGEST_LINE = 8192;
  private static final int LARGEST_BODY = 1 << 20;

  private final Socket socket;
  private final InputStream in;
  private volatile boolean last;

  private Caller(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * A new connection.
   *
   * @param patience for it, and for anything of an answer
   * @throws IOException if there is none
   */
  static Caller to(InetSocketAddress server, Duration patience) throws IOException {
    var socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
      socket.connect(server, Math.toIntExact(patience.toMillis()));
      return new Caller(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Asks once on a connection of its own. */
  static Reply once(InetSocketAddress server, Duration patience, String target) {
    try (Caller caller = to(server, patience)) {
      return caller.get(target);
    } catch (IOException _) {
      return Reply.of(ReplyEnding.REFUSED);
    }
  }

  /** Whether another request may be sent. */
  boolean isOpen() {
    return !last;
  }

  /** Sends a GET and waits for what becomes of it. */
  Reply get(String target) {
    Reply reply = exchange(target);
    last = reply.last();
    return reply;
  }

  private Reply exchange(String target) {
    boolean begun = false;
    try {
      socket
          .getOutputStream()
          .write(
              "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  .formatted(target)
                  .getBytes(StandardCharsets.US_ASCII));
      int first = in.read();
      if (first < 0) {
        return Reply.of(ReplyEnding.GONE);
      }
      begun = true;
      return answer(first);
    } catch (SocketTimeoutException _) {
      return Reply.of(ReplyEnding.SILENT);
    } catch (ProtocolException _) {
      return Reply.of(ReplyEnding.WRONG);
    } catch (IOException _) {
      return Reply.of(begun ? ReplyEnding.CUT : ReplyEnding.GONE);
    }
  }

  private Reply answer(int first) throws IOException {
    String status = (char) first + line();
    if (!status.matches("HTTP/1\\.1 [1-5][0-9]{2} .*")) {
      throw new ProtocolException("no status line");
    }
    int length = -1;
    boolean closes = false;
    String date = "";
    for (String field = line(); !field.isEmpty(); field = line()) {
      String lower = field.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = length(field.substring(field.indexOf(':') + 1).strip());
      } else if (lower.startsWith("connection:")) {
        closes = lower.contains("close");
      } else if (lower.startsWith("date:")) {
        date = field.substring(5).strip();
      }
    }
    if (length < 0) {
      throw new ProtocolException("no Content-Length");
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("within the body");
    }
    return Reply.answered(Integer.parseInt(status.substring(9, 12)), closes, date, body);
  }

  private static int length(String text) throws ProtocolException {
    if (!text.matches("[0-9]{1,7}") || Integer.parseInt(text) > LARGEST_BODY) {
      throw new ProtocolException("no length: '" + text + "'");
    }
    return Integer.parseInt(text);
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("within a line");
      }
      if (line.length() == LONGEST_LINE) {
        throw new ProtocolException("a line without an end");
      }
      line.append((char) next);
    }
    int end = line.length();
    return line.substring(0, end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end);
  }

  @Override
  public void close() {
    last = true;
    try {
      socket.close();
    } catch (IOException _) {
      // it is closed all the same
    }
  }
}
