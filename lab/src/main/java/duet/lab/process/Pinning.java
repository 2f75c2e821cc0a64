package duet.lab.process;

import duet.lab.plan.Processors;
import duet.lab.sample.Affinity;
import duet.lab.sample.ProcessGoneException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;

/** Who runs on which processors. */
public final class Pinning {
  private static final int ATTEMPTS = 5;

  private static final Path SYSTEM = Path.of("/sys/devices/system/cpu");

  /** Where this process might run before it was pinned; empty while it is not. */
  private static final AtomicReference<String> BEFORE = new AtomicReference<>("");

  private Pinning() {}

  /**
   * The first processor that this process may use for the server, the others for everything else;
   * none for either where there is only one or nothing can be pinned.
   */
  public static Processors choose() {
    SortedSet<Integer> allowed = allowed();
    if (allowed.size() < 2) {
      return new Processors("", "");
    }
    var server = new TreeSet<>(Set.of(allowed.first()));
    return new Processors(
        Affinity.cpuList(server), Affinity.cpuList(others(allowed, server, Pinning::siblings)));
  }

  /**
   * What processors can be chosen from: those that this process may use; empty where nothing can be
   * pinned.
   */
  public static SortedSet<Integer> allowed() {
    try {
      if (Launch.canPin()) {
        return new TreeSet<>(Affinity.of(ProcessHandle.current().pid()).processors());
      }
    } catch (ProcessGoneException | UnsupportedOperationException _) {
      // nothing is known of processors here
    }
    return new TreeSet<>();
  }

  /** Those that are left beside some, without what shares a core with these if any remain then. */
  public static SortedSet<Integer> others(SortedSet<Integer> allowed, SortedSet<Integer> taken) {
    return others(allowed, taken, Pinning::siblings);
  }

  static SortedSet<Integer> others(
      SortedSet<Integer> allowed,
      SortedSet<Integer> taken,
      IntFunction<SortedSet<Integer>> siblings) {
    var rest = new TreeSet<>(allowed);
    rest.removeAll(taken);
    var apart = new TreeSet<>(rest);
    taken.forEach(processor -> apart.removeAll(siblings.apply(processor)));
    return apart.isEmpty() ? rest : apart;
  }

  /** Those of the same core, itself too, as far as the kernel says. */
  private static SortedSet<Integer> siblings(int processor) {
    Path file = SYSTEM.resolve("cpu" + processor).resolve("topology/thread_siblings_list");
    try {
      return Affinity.cpuList(Files.readString(file));
    } catch (IOException | IllegalArgumentException _) {
      return new TreeSet<>(Set.of(processor));
    }
  }

  /**
   * Keeps this process, and so whatever it starts without a word, off the server's processors until
   * it is released.
   */
  public static void pinThisProcess(String processors) throws IOException, InterruptedException {
    BEFORE.compareAndSet("", Affinity.cpuList(allowed()));
    pin(ProcessHandle.current().pid(), processors);
  }

  /** Lets this process run again wherever it might before it was pinned. */
  public static void releaseThisProcess() throws IOException, InterruptedException {
    pin(ProcessHandle.current().pid(), BEFORE.getAndSet(""));
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
    String why = "a thread does not stay there";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      // Not the last word: it fails on a thread that ends while it looks, too.
      why = set(pid, processors).orElse(why);
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
    throw new IOException(
        "process %d cannot be pinned to processors %s: %s".formatted(pid, processors, why));
  }

  /** Why it failed, if it did. */
  private static Optional<String> set(long pid, String processors)
      throws IOException, InterruptedException {
    Process taskset =
        new ProcessBuilder("taskset", "-a", "-p", "-c", processors, Long.toString(pid))
            .redirectErrorStream(true)
            .start();
    String printed =
        new String(taskset.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return taskset.waitFor() == 0
        ? Optional.empty()
        : Optional.of(
            printed
                .lines()
                .filter(line -> line.startsWith("taskset:"))
                .findFirst()
                .orElse(printed.lines().reduce((_, last) -> last).orElse("no reason")));
  }
}
