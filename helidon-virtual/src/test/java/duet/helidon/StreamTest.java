package duet.helidon;

import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.service.Settings;
import duet.service.Upstreams;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What streams cost in memory, which no client can see. */
class StreamTest {
  private static final int SLOW_READERS = 20;

  @Test
  void slowReadersBesideAFastOneLeaveTheHeapFlat() throws Exception {
    var server = VirtualThreadServer.start(Settings.standard(0), Upstreams.fixed(null, null));
    List<Socket> slow = new ArrayList<>();
    try {
      stream(server.port(), 16L << 20, 16L << 20).close();
      long before = usedHeapBytes();
      for (int i = 0; i < SLOW_READERS; i++) {
        slow.add(stream(server.port(), 1L << 30, 100_000));
      }
      stream(server.port(), 256L << 20, 256L << 20).close();
      long more = usedHeapBytes() - before;
      assertTrue(more < SLOW_READERS * 256L * 1024, more + " bytes more");
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
      server.stop();
    }
  }

  /** Asks for that many bytes and reads some of them. */
  private static Socket stream(int port, long bytes, long read) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
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
