package duet.lab.process;

import duet.lab.plan.Arm;
import duet.lab.plan.Processors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts servers of this tree with whatever flags, on the server's processors and with one database
 * and backend for all; none outlives it. Safe for use by several threads.
 */
public final class Servers implements AutoCloseable {
  private final Processors processors;
  private final Path home;
  private final Path logs;
  private final Children children;
  private final SharedUpstreams upstreams;
  private final Starter starter;

  private Servers(
      Processors processors, Path home, Path logs, Children children, SharedUpstreams upstreams) {
    this.processors = processors;
    this.home = home;
    this.logs = logs;
    this.children = children;
    this.upstreams = upstreams;
    this.starter = new Starter(processors, Trees.here(home), upstreams.flags(), logs, children);
  }

  /**
   * Starts what the servers of these arms share.
   *
   * @param home the tree in which they are built
   * @param logs an existing folder
   * @throws IOException in one line, if the database or the backend does not come up
   */
  public static Servers open(List<Arm.Ours> arms, Processors processors, Path home, Path logs)
      throws IOException, InterruptedException {
    return new Servers(
        processors, home, logs, new Children(), SharedUpstreams.open(List.copyOf(arms)));
  }

  /**
   * A fresh process that listens; the caller closes it or waits for its end.
   *
   * @param label what it is called, and its log; one that is started again may have the same
   * @param flags beside the arm's own, {@code --drain-seconds=2} for example
   * @throws IOException in one line, if it does not start
   */
  public ArmProcess start(Arm.Ours arm, String label, List<String> flags)
      throws IOException, InterruptedException {
    return start(arm, label, flags, List.of(), List.of());
  }

  /** What a command begins with for a process that may open so many files and no more. */
  public static List<String> withDescriptors(int descriptors) {
    return List.of("sh", "-c", "ulimit -n " + descriptors + " && exec \"$@\"", "sh");
  }

  /**
   * Likewise, one that has less than others.
   *
   * @param jvmOptions beside the arm's own, {@code -Xmx64m} for example
   * @param prefix of its command, {@link #withDescriptors} for example
   * @throws IOException in one line, if it does not start
   */
  public ArmProcess start(
      Arm.Ours arm, String label, List<String> flags, List<String> jvmOptions, List<String> prefix)
      throws IOException, InterruptedException {
    var allFlags = new ArrayList<>(arm.flags());
    allFlags.addAll(flags);
    var allOptions = new ArrayList<>(arm.jvmOptions());
    allOptions.addAll(jvmOptions);
    return starter.start(
        new Arm.Ours(label, arm.program(), arm.commit(), allOptions, allFlags), prefix);
  }

  /**
   * The most that the heap of an arm's JVM may become.
   *
   * @throws IOException in one line, if no option says it
   */
  public long maxHeapBytes(Arm.Ours arm) throws IOException {
    return ServerJvm.maxHeapBytes(
        Files.readAllLines(home.resolve(ServerJvm.OPTIONS)), arm.jvmOptions());
  }

  /**
   * A PostgreSQL that nobody else uses, on the load's processors; the caller closes it.
   *
   * @param label of its folder among the logs
   * @throws IOException in one line, if it does not come up
   */
  public OwnPostgres startPostgres(String label) throws IOException, InterruptedException {
    return OwnPostgres.start(home, logs.resolve(label), children);
  }

  /** What the servers of that label print on stderr. */
  public Path log(String label) {
    return logs.resolve(label + ".log");
  }

  /** Where processes write what they have to say. */
  public Path logs() {
    return logs;
  }

  /** Who runs where. */
  public Processors processors() {
    return processors;
  }

  /** Those that end with this; for what is started beside the servers. */
  public Children children() {
    return children;
  }

  @Override
  public void close() {
    children.close();
    upstreams.close();
  }
}
