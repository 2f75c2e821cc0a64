package duet.service;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How many clients' connections this process can have, since the kernel gives it so many
 * descriptors and no more ({@code ulimit -n}, which a JVM raises to the hard limit). A server that
 * runs out of them cannot even refuse a connection, nor open a file or call a backend for those
 * that it has; so some are set aside for all of that beforehand.
 */
public final class Descriptors {
  /** For connections that are being refused: they are told so, and closed in stages. */
  public static final int REFUSED_AT_ONCE = 256;

  /** Jars, libraries, event loops, listeners, the admin port, what a JVM opens for a moment. */
  private static final int OF_THE_PROCESS = 256;

  private static final int FEWEST = 16;

  private Descriptors() {}

  /** How many connections of clients the settings and the kernel allow. */
  public static int connections(Settings settings) {
    return connections(settings, most());
  }

  /**
   * The same.
   *
   * @param most descriptors that the process can have
   */
  static int connections(Settings settings, long most) {
    long forClients = most - setAside(settings);
    return (int) Math.min(settings.maxConnections(), Math.max(FEWEST, forClients));
  }

  private static long setAside(Settings settings) {
    // While kept connections to the backend are replaced there may be twice as many.
    return OF_THE_PROCESS
        + REFUSED_AT_ONCE
        + settings.maxTransfers()
        + 2L * settings.backendConnections()
        + 2L * settings.databaseConnections();
  }

  /**
   * What to tell a person about it; empty if all that were asked for can be had.
   *
   * @param most descriptors that the process can have
   */
  static String shortage(Settings settings, long most) {
    int connections = connections(settings, most);
    return connections == settings.maxConnections()
        ? ""
        : "max-connections is %d instead of %d: this process may open %d files and sets aside %d"
            .formatted(connections, settings.maxConnections(), most, setAside(settings));
  }

  /** Likewise, of this process. */
  static String shortage(Settings settings) {
    return shortage(settings, most());
  }

  private static long most() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : Integer.MAX_VALUE;
  }
}
