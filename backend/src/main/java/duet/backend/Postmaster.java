package duet.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * PostgreSQL's first process, as it says of itself in its data folder. It is no child of ours: it
 * outlives whoever started it.
 *
 * @param process its pid and start, so that a pid used again is not taken for it
 * @param port where it listens
 */
record Postmaster(ProcessHandle process, int port) {
  private static final int PORT_LINE = 3;

  /** The one that runs on this data, whoever started it. */
  static Optional<Postmaster> on(Path data) {
    try {
      List<String> lines = Files.readAllLines(pidFile(data));
      int port = Integer.parseInt(lines.get(PORT_LINE).strip());
      return process(lines.getFirst()).map(process -> new Postmaster(process, port));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /**
   * Removes what a dead one left, if PostgreSQL itself would take it for a live one: its pid
   * belongs to another process now, or nobody has collected its exit code.
   */
  static void forgetDead(Path data) throws IOException {
    Path file = pidFile(data);
    if (Files.exists(file)) {
      String pid = Files.readAllLines(file).stream().findFirst().orElse("");
      if (process(pid).isEmpty() && ProcessHandle.of(number(pid)).isPresent()) {
        Files.delete(file);
      }
    }
  }

  private static Path pidFile(Path data) {
    return data.resolve("postmaster.pid");
  }

  private static long number(String pid) {
    return pid.strip().matches("[0-9]{1,18}") ? Long.parseLong(pid.strip()) : 0;
  }

  private static Optional<ProcessHandle> process(String pid) {
    return ProcessHandle.of(number(pid)).filter(Postmaster::isPostgres).filter(Postmaster::runs);
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process
        .info()
        .command()
        .map(command -> Path.of(command.replace(" (deleted)", "")).getFileName().toString())
        .map(name -> name.equals("postgres") || name.equals("postgres.exe"))
        .orElse(true);
  }

  /** Itself and the processes it has made. */
  List<ProcessHandle> family() {
    return Stream.concat(Stream.of(process), process.descendants()).toList();
  }

  /**
   * To be asked again and again by who waits for its end: {@link ProcessHandle#onExit} tells
   * nothing of a dead process that nobody collects.
   */
  boolean alive() {
    return runs(process);
  }

  /** A dead process whose exit code nobody collects is alive to the JDK (as in some containers). */
  private static boolean runs(ProcessHandle process) {
    if (!process.isAlive()) {
      return false;
    }
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      // The name before the state may hold anything, the closing bracket too.
      return "ZX".indexOf(stat.charAt(stat.lastIndexOf(')') + 2)) < 0;
    } catch (IOException e) {
      return process.isAlive();
    }
  }
}
