package duet.lab.fault;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Reads a file from a server, slowly at first, and compares every byte. One thread. */
final class FileReader implements AutoCloseable {
  private static final int LONGEST_HEAD = 4096;
  private static final int PIECE_BYTES = 64 * 1024;

  /** After so many bytes the pattern is the same again: 251 · 255. */
  private static final int PERIOD = 64_005;

  private static final byte[] PATTERN = pattern(PERIOD);

  private final Socket socket = new Socket();
  private final InputStream in;
  private final byte[] piece = new byte[PIECE_BYTES];
  private final String head;
  private long read;
  private long wrong;
  private long zeros;

  /**
   * Asks for it and reads the head of the answer.
   *
   * @param patience for anything of the answer
   * @throws IOException if there is none
   */
  FileReader(InetSocketAddress server, String name, Duration patience) throws IOException {
    try {
      socket.setReceiveBufferSize(PIECE_BYTES);
      socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
      socket.connect(server);
      in = socket.getInputStream();
      socket
          .getOutputStream()
          .write(
              "GET /files/%s HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  .formatted(name)
                  .getBytes(StandardCharsets.US_ASCII));
      head = head(in);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0 || head.length() == LONGEST_HEAD) {
        throw new IOException("no head of an answer: " + head);
      }
      head.append((char) next);
    }
    return head.toString();
  }

  /** What files are made of; no byte is zero, which is what a hole has. */
  static byte[] pattern(int bytes) {
    var pattern = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      pattern[i] = (byte) (1 + (i + i / 251) % 255);
    }
    return pattern;
  }

  int status() {
    return Integer.parseInt(head.substring(9, 12));
  }

  /** Reads so many bytes, or up to the end. */
  void read(long bytes) throws IOException {
    for (long left = bytes; left > 0; ) {
      int length = in.read(piece, 0, (int) Math.min(left, piece.length));
      if (length < 0) {
        return;
      }
      compare(length);
      left -= length;
    }
  }

  private void compare(int length) {
    int at = (int) (read % PERIOD);
    for (int i = 0; i < length; i++) {
      if (piece[i] == 0) {
        zeros++;
      } else if (piece[i] != PATTERN[at]) {
        wrong++;
      }
      at = at == PERIOD - 1 ? 0 : at + 1;
    }
    read += length;
  }

  /**
   * Reads what there is until so many bytes have come as were promised, or the connection ends.
   *
   * @return how it ended
   */
  ReplyEnding readAll(long promised) {
    try {
      read(promised - read);
      return read == promised ? ReplyEnding.ANSWERED : ReplyEnding.CUT;
    } catch (SocketTimeoutException _) {
      return ReplyEnding.SILENT;
    } catch (IOException _) {
      return ReplyEnding.CUT;
    }
  }

  long readBytes() {
    return read;
  }

  /** Zeros, of which the file has none. */
  long zeroBytes() {
    return zeros;
  }

  /** Other bytes that are not the file's as it was when it was asked for. */
  long wrongBytes() {
    return wrong;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // it is closed all the same
    }
  }
}
