package duet.service;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * What this process can have open, since the kernel gives it so many descriptors and no more
 * ({@code ulimit -n}, which a JVM raises to the hard limit). A server that runs out of them cannot
 * even refuse a connection, nor open a file or call a backend for those that it has, nor load a
 * class, for want of which it may never be well again; so there is a descriptor for everything that
 * the settings allow, or the settings allow less.
 */
public final class Descriptors {
  /** For connections that are being refused: they are told so, and closed in stages. */
  private static final int MOST_REFUSED_AT_ONCE = 256;

  /** Jars, libraries, event loops, listeners, the admin port, what a JVM opens for a moment. */
  private static final int OF_THE_PROCESS = 256;

  /** Without so many for all else a server is of no use. */
  private static final int FEWEST = 64;

  private static final List<Setting> LOWERED =
      List.of(
          Setting.MAX_CONNECTIONS,
          Setting.MAX_TRANSFERS,
          Setting.BACKEND_CONNECTIONS,
          Setting.DATABASE_CONNECTIONS);

  private Descriptors() {}

  /** How many connections of clients the settings and the kernel allow. */
  public static int connections(Settings settings) {
    return fit(settings, most()).maxConnections();
  }

  /** How many connections may be refused at once. */
  public static int refusedAtOnce() {
    return refusedAtOnce(most());
  }

  private static int refusedAtOnce(long most) {
    return Math.clamp(most / 8, 1, MOST_REFUSED_AT_ONCE);
  }

  /** The settings with so much less that this process can have all that they allow. */
  static Settings fit(Settings settings) {
    return fit(settings, most());
  }

  /**
   * Likewise. Connections of clients are what is lowered first, down to a quarter of what there is;
   * then half of it is theirs, and the rest for what is done for them, the database first.
   *
   * @param most descriptors that the process can have
   */
  static Settings fit(Settings settings, long most) {
    long open = Math.max(FEWEST, most - OF_THE_PROCESS - refusedAtOnce(most));
    long forClients = open - others(settings);
    if (forClients >= Math.min(settings.maxConnections(), most / 4)) {
      return settings.with(
          Setting.MAX_CONNECTIONS, Math.min(settings.maxConnections(), forClients));
    }
    long clients = Math.min(settings.maxConnections(), open / 2);
    long rest = open - clients;
    long database = Math.clamp(rest / 4, 1, settings.databaseConnections());
    rest -= 2 * database;
    long wanted = settings.maxTransfers() + 2L * settings.backendConnections();
    return settings
        .with(Setting.MAX_CONNECTIONS, clients)
        .with(Setting.DATABASE_CONNECTIONS, database)
        .with(Setting.MAX_TRANSFERS, share(settings.maxTransfers(), rest, wanted))
        .with(Setting.BACKEND_CONNECTIONS, share(settings.backendConnections(), rest, wanted));
  }

  private static long share(long asked, long rest, long wanted) {
    return wanted <= rest ? asked : Math.max(1, asked * rest / wanted);
  }

  /** While kept connections are replaced there may be twice as many. */
  private static long others(Settings settings) {
    return settings.maxTransfers()
        + 2L * settings.backendConnections()
        + 2L * settings.databaseConnections();
  }

  /** What to tell a person about it; empty if all that was asked for can be had. */
  static String shortage(Settings settings) {
    return shortage(settings, most());
  }

  /**
   * Likewise.
   *
   * @param most descriptors that the process can have
   */
  static String shortage(Settings settings, long most) {
    Settings fitted = fit(settings, most);
    var less = new ArrayList<String>();
    for (Setting setting : LOWERED) {
      String asked = settings.text(setting);
      String had = fitted.text(setting);
      if (!asked.equals(had)) {
        less.add("%s is %s instead of %s".formatted(setting.key(), had, asked));
      }
    }
    return less.isEmpty()
        ? ""
        : "this process may open %d files: %s".formatted(most, String.join(", ", less));
  }

  private static long most() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : Integer.MAX_VALUE;
  }
}
