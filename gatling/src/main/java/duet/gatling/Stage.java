package duet.gatling;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything around a replay that must be put away again: the servers that were started for it and
 * the report that is owed. Safe for use by several threads.
 */
public final class Stage {
  /** A PostgreSQL that is unpacked for the first time takes some seconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<ServerStart.Running> started;
  private final List<String> settings;
  private final Journal journal;

  private Stage(List<ServerStart.Running> started, List<String> settings, Journal journal) {
    this.started = started;
    this.settings = List.copyOf(settings);
    this.journal = journal;
  }

  /**
   * Looks at the ports, starts what is missing, and promises to put all away when this JVM ends, by
   * itself, by Ctrl-C, or with the Maven that started it.
   *
   * @param root the project's top folder
   * @param reports Gatling's folder of reports
   * @throws PlanException if a port is taken or a server does not start; none is then left running
   */
  public static Stage set(Plan plan, Path root, Path reports) throws PlanException {
    var start = new ServerStart(root, reports.resolveSibling("replay"));
    var missing = new ArrayList<Subject>();
    var settings = new ArrayList<String>();
    for (Subject subject : plan.ours() ? List.<Subject>of() : plan.subjects()) {
      if (!ServerStart.listens(subject)) {
        throw new PlanException("target must listen: " + subject.base());
      }
    }
    for (Subject subject : plan.ours() ? plan.subjects() : List.<Subject>of()) {
      if (start.runs(subject)) {
        settings.add(subject.name() + " was already running on port " + subject.port());
      } else {
        missing.add(subject);
      }
    }
    var started = new ArrayList<ServerStart.Running>();
    try {
      for (Subject subject : missing) {
        started.add(start.start(subject));
      }
      for (Subject subject : plan.ours() ? plan.subjects() : List.<Subject>of()) {
        ServerStart.awaitService(subject, plan.path(), PATIENCE);
      }
    } catch (PlanException e) {
      started.forEach(ServerStart.Running::stop);
      throw e;
    }
    started.forEach(server -> settings.add(server.greeting()));
    var stage = new Stage(started, settings, new Journal(plan, reports, settings));
    Runtime.getRuntime().addShutdownHook(new Thread(stage::leave, "leave"));
    ProcessHandle.current().parent().ifPresent(Stage::endWith);
    return stage;
  }

  private static void endWith(ProcessHandle parent) {
    var _ = parent.onExit().thenRun(() -> System.exit(1));
  }

  public Journal journal() {
    return journal;
  }

  /** How each server says it is tuned, or that it ran before. */
  public List<String> greetings() {
    return settings;
  }

  /** Stops what was started and writes the report; a second call does nothing. */
  public void strike() throws IOException {
    started.forEach(ServerStart.Running::stop);
    journal.write();
  }

  @SuppressWarnings("SystemOut") // the terminal is the user interface here
  private void leave() {
    try {
      strike();
      System.out.print(journal.closing());
    } catch (IOException e) {
      System.err.println("replay: the report cannot be written: " + e.getMessage());
    }
    System.out.flush();
  }
}
