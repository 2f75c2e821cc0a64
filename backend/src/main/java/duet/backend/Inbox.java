package duet.backend;

import duet.backend.HttpRequest.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The bytes a client sends. Blocks plainly; one thread. */
final class Inbox {
  private static final int LARGEST_HEAD = 8192;

  /** Longer than a client keeps an idle connection in its pool, so that the client closes first. */
  private static final long IDLE_NANOS = TimeUnit.MINUTES.toNanos(10);

  private static final long WHOLE_REQUEST_NANOS = TimeUnit.SECONDS.toNanos(10);
  private final Socket socket;
  private final InputStream in;

  /** Small, as thousands of connections wait at once; grows to the largest head. */
  private byte[] buffer = new byte[256];

  private int start;
  private int end;

  Inbox(Socket socket) throws IOException {
    this.socket = socket;
    in = socket.getInputStream();
  }

  /**
   * The next request's head; its body is read and thrown away.
   *
   * @return null if the client has closed instead or sent nothing for a long time
   * @throws SocketTimeoutException if it began to send one and did not end in time
   */
  @Nullable HttpRequest next() throws IOException, Refused {
    if (start == end && !await(System.nanoTime() + IDLE_NANOS)) {
      return null;
    }
    long deadline = System.nanoTime() + WHOLE_REQUEST_NANOS;
    int length;
    while ((length = headLength()) < 0) {
      if (end - start >= LARGEST_HEAD) {
        throw new Refused(431, "the head must be at most " + LARGEST_HEAD + " bytes");
      }
      if (!fill(deadline)) {
        return null;
      }
    }
    HttpRequest request =
        HttpRequest.parse(new String(buffer, start, length, StandardCharsets.ISO_8859_1));
    start += length + 4;
    for (int left = request.contentLength(); left > 0; ) {
      if (start == end && !fill(deadline)) {
        return null;
      }
      int skipped = Math.min(left, end - start);
      start += skipped;
      left -= skipped;
    }
    return request;
  }

  private boolean await(long deadline) throws IOException {
    try {
      return fill(deadline);
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  /** Bytes before the empty line; -1 if it has not come yet. */
  private int headLength() {
    for (int i = start; i + 3 < end; i++) {
      if (buffer[i] == '\r'
          && buffer[i + 1] == '\n'
          && buffer[i + 2] == '\r'
          && buffer[i + 3] == '\n') {
        return i - start;
      }
    }
    return -1;
  }

  /**
   * Lets time pass for as long as the client is there.
   *
   * @return false at once if it leaves (FIN or RST); what it sends meanwhile is its next request
   */
  boolean stays(long nanos) {
    long deadline = System.nanoTime() + nanos;
    try {
      while (true) {
        if (end - start < LARGEST_HEAD) {
          if (!fill(deadline)) {
            return false;
          }
        } else {
          // No room to look whether it has left; the answer's write will tell.
          TimeUnit.NANOSECONDS.sleep(deadline - System.nanoTime());
          return true;
        }
      }
    } catch (SocketTimeoutException e) {
      return true;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Reads until the client has closed, and keeps nothing. */
  void awaitEnd() {
    try {
      socket.setSoTimeout(0);
      int read;
      do {
        read = in.read(buffer);
      } while (read >= 0);
    } catch (IOException e) {
      // RST: closed as well.
    }
  }

  /** Reads once; false if the client has closed. */
  private boolean fill(long deadline) throws IOException {
    if (start == end) {
      start = 0;
      end = 0;
    } else if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
    }
    if (end == buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.min(2 * buffer.length, LARGEST_HEAD));
    }
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      throw new SocketTimeoutException();
    }
    // Rounded up: 0 would mean for ever, and no wait may end early.
    socket.setSoTimeout((int) ((left + 999_999) / 1_000_000));
    int read = in.read(buffer, end, buffer.length - end);
    if (read > 0) {
      end += read;
    }
    return read >= 0;
  }
}
