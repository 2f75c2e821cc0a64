package duet.lab.process;

import duet.lab.plan.Arm;
import duet.lab.plan.Processors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Starts servers, one or several at once. Safe for use by several threads. */
final class Starter {
  private final Processors processors;
  private final Trees trees;
  private final List<String> upstreams;
  private final Path logs;
  private final Children children;

  /**
   * With what all servers have in common.
   *
   * @param upstreams flags that say where their database and backend are
   * @param logs an existing folder
   */
  Starter(
      Processors processors, Trees trees, List<String> upstreams, Path logs, Children children) {
    this.processors = processors;
    this.trees = trees;
    this.upstreams = upstreams;
    this.logs = logs;
    this.children = children;
  }

  /** Hears which of several, from 0, does not start, and why. */
  interface Failed {
    void failed(int index, String reason);
  }

  /**
   * A fresh server of this arm on the server's processors, or the visitor's that runs already.
   *
   * @throws IOException in one line, if it does not start
   */
  ArmProcess start(Arm arm) throws IOException, InterruptedException {
    return switch (arm) {
      case Arm.Visited visited -> {
        PortOwner.check(visited);
        yield ArmProcess.visited(visited);
      }
      case Arm.Ours ours -> start(ours, List.of());
    };
  }

  /**
   * A fresh server of this arm.
   *
   * @param prefix of its command
   * @throws IOException in one line, if it does not start
   */
  ArmProcess start(Arm.Ours ours, List<String> prefix) throws IOException, InterruptedException {
    ArmProcess started =
        ArmProcess.start(
            ours,
            trees.of(ours),
            processors,
            prefix,
            upstreams,
            logs.resolve(ours.name() + ".log"),
            children);
    try {
      Pinning.pin(started.pid(), processors.server());
    } catch (IOException e) {
      started.close();
      throw e;
    }
    return started;
  }

  /** Those that start, in their order; the caller closes them. */
  List<ArmProcess> start(List<Arm> arms, Failed failed) throws InterruptedException {
    var starting = new ArrayList<FutureTask<ArmProcess>>();
    for (Arm arm : arms) {
      var task = new FutureTask<>(() -> start(arm));
      Thread.ofPlatform().name("start " + arm.name()).start(task);
      starting.add(task);
    }
    var started = new ArrayList<ArmProcess>();
    for (int i = 0; i < starting.size(); i++) {
      try {
        started.add(starting.get(i).get());
      } catch (ExecutionException e) {
        failed.failed(i, reason(e));
      }
    }
    return started;
  }

  /** In the words of what was thrown by the task itself. */
  static String reason(ExecutionException e) {
    @Nullable Throwable cause = e.getCause();
    return String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
  }
}
