package duet.lab.process;

import duet.lab.plan.Arm;
import duet.lab.plan.PlanException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Trees of other commits, checked out and built once each below {@code lab/target/trees}, so that
 * an arm as it was can run next to an arm as it is.
 */
public final class Checkouts {
  private static final String BUILT = "lab-built";

  private final Path home;
  private final Consumer<String> notice;

  /**
   * Of this tree.
   *
   * @param notice is told what takes long
   */
  public Checkouts(Path home, Consumer<String> notice) {
    this.home = home;
    this.notice = notice;
  }

  /**
   * Where each arm is built; those of a commit are built now, if they have not been.
   *
   * @throws PlanException if there is no such commit
   * @throws IOException in one line, if it cannot be built
   */
  public Trees of(List<Arm> arms) throws IOException, InterruptedException, PlanException {
    Map<String, Path> byCommit = new HashMap<>();
    for (Arm arm : arms) {
      if (arm instanceof Arm.Ours ours && !ours.commit().isEmpty()) {
        byCommit.put(ours.commit(), built(ours));
      }
    }
    return new Trees(home, byCommit);
  }

  private Path built(Arm.Ours arm) throws IOException, InterruptedException, PlanException {
    Run parsed = run(home, "git", "rev-parse", "--verify", "--quiet", arm.commit() + "^{commit}");
    if (parsed.exitCode != 0) {
      throw new PlanException("there is no commit " + arm.commit() + " in this repository");
    }
    String commit = parsed.printed.strip();
    Path tree = home.resolve("lab/target/trees").resolve(commit);
    if (!Files.isDirectory(tree)) {
      unpack(commit, tree);
    }
    Path stamp = tree.resolve("target").resolve(BUILT + "-" + arm.program().key());
    if (!Files.exists(stamp)) {
      notice.accept("builds " + arm.program().key() + " of commit " + commit.substring(0, 10));
      require(
          run(
              tree,
              "mvn",
              "-B",
              "-ntp",
              "-q",
              "-pl",
              arm.program().key(),
              "-am",
              "process-classes"),
          "the build of " + commit);
      Files.createDirectories(stamp.getParent());
      Files.createFile(stamp);
    }
    return tree;
  }

  /** Into a folder of its own name only once it is whole. */
  private void unpack(String commit, Path tree) throws IOException, InterruptedException {
    Path draft = tree.resolveSibling(commit + ".part");
    Files.createDirectories(draft);
    List<Process> pipeline =
        ProcessBuilder.startPipeline(
            List.of(
                new ProcessBuilder("git", "archive", commit).directory(home.toFile()),
                new ProcessBuilder("tar", "-x", "-C", draft.toString())));
    try (var _ = new Ending(pipeline)) {
      for (Process process : pipeline) {
        if (process.waitFor() != 0) {
          throw new IOException("commit " + commit + " cannot be unpacked into " + draft);
        }
      }
    }
    Files.move(draft, tree);
  }

  private record Run(int exitCode, String printed) {}

  private static void require(Run run, String what) throws IOException {
    if (run.exitCode != 0) {
      throw new IOException(
          what
              + " failed: "
              + run.printed
                  .lines()
                  .filter(line -> line.contains("ERROR") || line.contains("fatal"))
                  .findFirst()
                  .orElse("it said nothing"));
    }
  }

  private static Run run(Path folder, String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    try (var _ = new Ending(List.of(process))) {
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Run(process.waitFor(), printed);
    }
  }

  /** Ends processes, and what they have started, with this JVM at the latest. */
  private static final class Ending implements AutoCloseable {
    private final Thread hook;

    Ending(List<Process> processes) {
      hook = new Thread(() -> processes.forEach(Ending::end), "stop a build");
      Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Maven's compiler is a process of its own, and would outlive it. */
    private static void end(Process process) {
      List<ProcessHandle> tree = new ArrayList<>(process.descendants().toList());
      tree.add(process.toHandle());
      tree.forEach(ProcessHandle::destroy);
    }

    @Override
    public void close() {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException _) {
        // The JVM is stopping already, and what was ended has failed.
      }
    }
  }
}
