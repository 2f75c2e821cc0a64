package duet.lab.stress;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * A thousand connections at once that post bodies of their own to {@code /echo}, of 1 byte to some
 * 20 kB, and compare every byte that comes back. Some go away in the middle of one, so that what
 * they leave behind could show.
 */
final class Echoes {
  private static final int CONNECTIONS = 1000;
  private static final int MOST_BYTES = 20_000;
  private static final int PATIENCE_MILLIS = 30_000;

  /** One in so many breaks off. */
  private static final int BREAKS = 50;

  private final URI base;
  private final AtomicInteger left;
  private final LongAdder right = new LongAdder();
  private final LongAdder wrong = new LongAdder();
  private final LongAdder broken = new LongAdder();

  private Echoes(URI base, int count) {
    this.base = base;
    this.left = new AtomicInteger(count);
  }

  /** Sends so many, and says whether all came back as they were. */
  static Fact run(URI base, int count) throws InterruptedException {
    var echoes = new Echoes(base, count);
    var over = new CountDownLatch(CONNECTIONS);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CONNECTIONS; i++) {
        int id = i;
        threads.execute(
            () -> {
              echoes.converse(new SplittableRandom(id), id);
              over.countDown();
            });
      }
      over.await();
    }
    return new Fact(
        "echoes of 1,000 at once: as sent; otherwise; left by their client",
        "%,d; %,d; %,d".formatted(echoes.right.sum(), echoes.wrong.sum(), echoes.broken.sum()),
        "none otherwise",
        echoes.wrong.sum() == 0 && echoes.right.sum() > 0);
  }

  private void converse(SplittableRandom random, int id) {
    while (left.get() > 0) {
      try (var socket = new Socket()) {
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(base.getHost(), base.getPort()), PATIENCE_MILLIS);
        while (left.getAndDecrement() > 0) {
          byte[] body = body(random, id);
          byte[] request = request(body);
          if (random.nextInt(BREAKS) == 0) {
            socket.getOutputStream().write(request, 0, random.nextInt(request.length));
            broken.increment();
            break;
          }
          socket.getOutputStream().write(request);
          if (isEcho(socket.getInputStream(), body)) {
            right.increment();
          } else {
            wrong.increment();
            break;
          }
        }
      } catch (IOException _) {
        wrong.increment();
      }
    }
  }

  /** No two are the same: each begins with who sends it and a number that is drawn. */
  private static byte[] body(SplittableRandom random, int id) {
    byte[] start = "%d-%d-".formatted(id, random.nextLong()).getBytes(StandardCharsets.US_ASCII);
    byte[] body = new byte[start.length + random.nextInt(MOST_BYTES)];
    random.nextBytes(body);
    System.arraycopy(start, 0, body, 0, start.length);
    return body;
  }

  private static byte[] request(byte[] body) {
    byte[] head =
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n"
            .formatted(body.length)
            .getBytes(StandardCharsets.US_ASCII);
    byte[] request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    return request;
  }

  /** Reads an answer, which must be 200 and have this body to the byte. */
  static boolean isEcho(InputStream in, byte[] body) throws IOException {
    String head = head(in);
    return head.startsWith("HTTP/1.1 200 ")
        && head.contains("\r\nContent-Length: " + body.length + "\r\n")
        && Arrays.equals(body, in.readNBytes(body.length));
  }

  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the connection ended");
      }
      head.append((char) next);
    }
    return head.toString();
  }
}
