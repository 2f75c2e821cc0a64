package duet.lab.process;

import duet.lab.plan.Arm;
import duet.lab.sample.ProcessGoneException;
import duet.lab.sample.ProcessTree;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whether a visitor's process is the one that serves: the CPU time of another one, a wrapper or a
 * stranger with a mistyped pid, would be divided by its answers (proc_pid_net(5), proc_pid_fd(5)).
 */
final class PortOwner {
  private static final String LISTENS = "0A";
  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  private PortOwner() {}

  /**
   * Says nothing of one whose descriptors may not be read, or that has a network of its own.
   *
   * @throws IOException in one line, if there is no such process, or it does not listen there
   */
  static void check(Arm.Visited arm) throws IOException {
    List<Long> tree;
    try {
      tree = ProcessTree.of(arm.pid()).livePids();
    } catch (ProcessGoneException e) {
      throw new IOException("%s: there is no process %d".formatted(arm.name(), arm.pid()), e);
    }
    try {
      if (!network("self").equals(network(Long.toString(arm.pid())))) {
        return;
      }
      Set<String> sockets = listening(arm.base().getPort());
      for (long pid : tree) {
        if (has(pid, sockets)) {
          return;
        }
      }
    } catch (IOException e) {
      return;
    }
    throw new IOException(
        "%s: process %d and those it started do not listen on port %d%s"
            .formatted(arm.name(), arm.pid(), arm.base().getPort(), owner(arm)));
  }

  /** Which process does, as far as that may be seen. */
  private static String owner(Arm.Visited arm) throws IOException {
    Set<String> sockets = listening(arm.base().getPort());
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(pid -> isOwner(pid, sockets))
        .findFirst()
        .map(pid -> ", process " + pid + " does")
        .orElse("");
  }

  private static boolean isOwner(long pid, Set<String> sockets) {
    try {
      return has(pid, sockets);
    } catch (IOException | DirectoryIteratorException _) {
      return false;
    }
  }

  private static String network(String process) throws IOException {
    return Files.readSymbolicLink(Path.of("/proc", process, "ns/net")).toString();
  }

  private static Set<String> listening(int port) throws IOException {
    String suffix = String.format(Locale.ROOT, ":%04X", port);
    var sockets = new HashSet<String>();
    for (String table : List.of("tcp", "tcp6")) {
      for (String line : Files.readAllLines(Path.of("/proc/net", table))) {
        String[] columns = line.strip().split("\\s+", -1);
        if (columns.length > INODE
            && columns[LOCAL_ADDRESS].endsWith(suffix)
            && columns[STATE].equals(LISTENS)) {
          sockets.add("socket:[" + columns[INODE] + "]");
        }
      }
    }
    return sockets;
  }

  private static boolean has(long pid, Set<String> sockets) throws IOException {
    try (var descriptors = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
      for (Path descriptor : descriptors) {
        if (Files.isSymbolicLink(descriptor)
            && sockets.contains(Files.readSymbolicLink(descriptor).toString())) {
          return true;
        }
      }
    }
    return false;
  }
}
