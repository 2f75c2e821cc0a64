package duet.contract;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What streams cost in memory, which no client can see: the server runs in the JVM of the test. */
public interface StreamMemoryContract extends Served {
  /** How many stop reading. */
  int SLOW_READERS = 20;

  @Test
  default void slowReadersBesideAFastOneLeaveTheHeapFlat() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      stream(16L << 20, 16L << 20).close();
      long before = usedHeapBytes();
      for (int i = 0; i < SLOW_READERS; i++) {
        slow.add(stream(1L << 30, 100_000));
      }
      stream(256L << 20, 256L << 20).close();
      long more = usedHeapBytes() - before;
      assertTrue(more < SLOW_READERS * 256L * 1024, more + " bytes more");
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  /** Asks for that many bytes and reads some of them. */
  private Socket stream(long bytes, long read) throws IOException {
    var socket = new Socket(base().getHost(), base().getPort());
    socket.setSoTimeout(10_000);
    String request = "GET /stream/" + bytes + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    socket.getInputStream().skipNBytes(read);
    return socket;
  }

  private static long usedHeapBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
