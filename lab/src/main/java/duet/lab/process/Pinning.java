package duet.lab.process;

import duet.lab.plan.Processors;
import duet.lab.sample.Affinity;
import duet.lab.sample.ProcessGoneException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/** Who runs on which processors. */
public final class Pinning {
  private static final int ATTEMPTS = 5;

  private Pinning() {}

  /**
   * The first processor that this process may use for the server, the others for everything else;
   * none for either where there is only one or nothing can be pinned.
   */
  public static Processors choose() {
    try {
      List<Integer> free = new ArrayList<>(Affinity.of(ProcessHandle.current().pid()).processors());
      if (free.size() >= 2 && Launch.canPin()) {
        return new Processors(
            Affinity.cpuList(free.subList(0, 1)), Affinity.cpuList(free.subList(1, free.size())));
      }
    } catch (ProcessGoneException | UnsupportedOperationException _) {
      // nothing is known of processors here
    }
    return new Processors("", "");
  }

  /** Keeps this process, and so whatever it starts without a word, off the server's processors. */
  public static void pinThisProcess(String processors) throws IOException, InterruptedException {
    pin(ProcessHandle.current().pid(), processors);
  }

  /**
   * From now on every thread of a process runs there; nothing happens where there is no list.
   *
   * @throws IOException in one line, if that cannot be
   */
  static void pin(long pid, String processors) throws IOException, InterruptedException {
    if (processors.isEmpty()) {
      return;
    }
    SortedSet<Integer> wanted = Affinity.cpuList(processors);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      set(pid, processors);
      try {
        // A thread that another one starts meanwhile is where that one was.
        if (Affinity.of(pid).threads().stream()
            .allMatch(thread -> thread.processors().equals(wanted))) {
          return;
        }
      } catch (ProcessGoneException e) {
        throw new IOException(e.getMessage(), e);
      }
    }
    throw new IOException("process " + pid + " does not stay on processors " + processors);
  }

  private static void set(long pid, String processors) throws IOException, InterruptedException {
    Process taskset =
        new ProcessBuilder("taskset", "-a", "-p", "-c", processors, Long.toString(pid))
            .redirectErrorStream(true)
            .start();
    String printed =
        new String(taskset.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (taskset.waitFor() != 0) {
      throw new IOException(
          "process %d cannot be pinned to processors %s: %s"
              .formatted(
                  pid, processors, printed.lines().reduce((_, last) -> last).orElse("no reason")));
    }
  }
}
