package duet.lab.sample;

import static duet.lab.sample.Grade.UNUSABLE;
import static java.lang.String.format;
import static java.util.Locale.ROOT;

import java.util.List;

/** Memory, and what the kernel allows. */
final class LimitCheck {

  /** Both ends of a connection may be in processes of one limit; the rest is jars and logs. */
  static final int FILES_PER_CONNECTION = 2;

  static final int OTHER_FILES = 100;

  /** A closed connection keeps its port for as long (TCP_TIMEWAIT_LEN). */
  static final int TIME_WAIT_SECONDS = 60;

  /** Fewer, and a generator that opens its connections at once sees some wait a second. */
  static final int BACKLOG_WANTED = 1024;

  /** Server (288 MiB heap, 200 MiB beside it), generator (256 MiB), lab and database. */
  static final long MEMORY_NEEDED_BYTES = 1L << 30;

  static final long MEMORY_WANTED_BYTES = 2L << 30;

  private static final double BYTES_PER_GIB = 1 << 30;

  private final Machine machine;
  private final int connections;

  private LimitCheck(Machine machine, int connections) {
    this.machine = machine;
    this.connections = connections;
  }

  static List<Finding> of(Machine machine, int connections) {
    var check = new LimitCheck(machine, connections);
    return List.of(
        check.memory(), check.hugePages(), check.openFiles(), check.ports(), check.backlog());
  }

  private Finding memory() {
    var available = machine.memory().availableBytes();
    return Finding.graded(
        "memory",
        format(
            ROOT,
            "%.1f of %.1f GiB available",
            available / BYTES_PER_GIB,
            machine.memory().totalBytes() / BYTES_PER_GIB),
        available < MEMORY_NEEDED_BYTES,
        available < MEMORY_WANTED_BYTES,
        "close what needs it: a machine that swaps measures its disk");
  }

  private Finding hugePages() {
    var mode = machine.memory().hugePages();
    return Finding.graded(
        "huge pages",
        mode.isEmpty() ? "none" : mode,
        false,
        mode.equals("always"),
        "memory depends on when the kernel merges pages; as root: echo madvise >"
            + " /sys/kernel/mm/transparent_hugepage/enabled");
  }

  private Finding openFiles() {
    var limit = machine.limits().openFiles();
    var needed = (long) FILES_PER_CONNECTION * connections + OTHER_FILES;
    return Finding.graded(
        "open files",
        limit == Long.MAX_VALUE ? "unlimited" : format(ROOT, "%d, %d needed", limit, needed),
        limit < needed,
        false,
        format(
            ROOT,
            "ulimit -n %d in the shell that starts duet (as root above the hard limit)",
            needed));
  }

  private Finding ports() {
    var limits = machine.limits();
    var value =
        format(
            ROOT,
            "%d to %d, tcp_tw_reuse %d",
            limits.firstPort(),
            limits.lastPort(),
            limits.twReuse());
    if (limits.ports() < connections) {
      return new Finding(
          "ports",
          value,
          UNUSABLE,
          format(ROOT, "%d connections need as many; as root: ", connections)
              + "sysctl -w net.ipv4.ip_local_port_range='10000 65535'");
    }
    return Finding.graded(
        "ports",
        value,
        false,
        limits.twReuse() == 0,
        format(
            ROOT,
            "more than %d new connections a second run out of ports; as root: sysctl -w"
                + " net.ipv4.tcp_tw_reuse=1",
            limits.ports() / TIME_WAIT_SECONDS));
  }

  private Finding backlog() {
    var wanted = Math.max(BACKLOG_WANTED, connections);
    return Finding.graded(
        "backlog",
        format(ROOT, "somaxconn %d, %d wanted", machine.limits().backlog(), wanted),
        false,
        machine.limits().backlog() < wanted,
        format(
            ROOT,
            "connections opened at once are dropped; as root: sysctl -w net.core.somaxconn=%d",
            wanted));
  }
}
