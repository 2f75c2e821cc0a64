package duet.lab.process;

import duet.lab.plan.Processors;
import duet.lab.sample.Affinity;
import duet.lab.sample.ProcessGoneException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Who runs on which processors. */
public final class Pinning {
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
    if (processors.isEmpty()) {
      return;
    }
    Process taskset =
        new ProcessBuilder(
                "taskset",
                "-a",
                "-p",
                "-c",
                processors,
                Long.toString(ProcessHandle.current().pid()))
            .redirectErrorStream(true)
            .start();
    String printed =
        new String(
            taskset.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    if (taskset.waitFor() != 0) {
      throw new IOException(
          "cannot be pinned to processors "
              + processors
              + ": "
              + printed.strip().lines().reduce((_, last) -> last).orElse(""));
    }
  }
}
