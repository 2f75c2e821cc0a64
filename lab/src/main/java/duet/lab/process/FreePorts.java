package duet.lab.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.random.RandomGenerator;

/**
 * Ports for a server that is ended and started again. They lie below those that the kernel gives to
 * outgoing connections (ip_local_port_range, 32768 and above unless somebody changed it): such a
 * connection could take the port meanwhile, and one that is made to a port that nobody listens on
 * may even be given that very port and answer itself.
 */
public final class FreePorts {
  private static final int LOWEST = 20_000;
  private static final int ATTEMPTS = 200;

  private FreePorts() {}

  /**
   * The first of two adjacent ports that are free now; the next is the admin port's.
   *
   * @throws IOException if none is found
   */
  public static int pair() throws IOException {
    var random = RandomGenerator.getDefault();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = LOWEST + 2 * random.nextInt(6000);
      if (isFree(port) && isFree(port + 1)) {
        return port;
      }
    }
    throw new IOException("no two adjacent ports are free from " + LOWEST + " on");
  }

  private static boolean isFree(int port) {
    try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
