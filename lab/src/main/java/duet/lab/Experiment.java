package duet.lab;

import duet.lab.plan.Arm;
import duet.lab.plan.Asked;
import duet.lab.plan.Plan;
import duet.lab.plan.PlanException;
import duet.lab.process.Bench;
import duet.lab.process.Checkouts;
import duet.lab.process.Pinning;
import duet.lab.process.Trees;
import duet.lab.report.Findings;
import duet.lab.report.Results;
import duet.lab.report.Summary;
import duet.lab.sample.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A comparison from the words it was asked for in to the page: looks, runs, judges, says. */
final class Experiment {
  /** At what the machine does without us. */
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Home home;
  private final Terminal terminal;
  private final Results results;
  private final Asked asked;
  private final String command;

  private Experiment(Home home, Terminal terminal, Results results, Asked asked, String command) {
    this.home = home;
    this.terminal = terminal;
    this.results = results;
    this.asked = asked;
    this.command = command;
  }

  /** What is run on the bench, once machine and arms have been looked at. */
  interface Work {
    void on(Bench bench) throws IOException, InterruptedException, PlanException, LabException;
  }

  /**
   * A new one, in a folder of its own.
   *
   * @throws PlanException if what is asked for cannot be done; nothing has been written then
   */
  static Experiment begin(Home home, Terminal terminal, Asked asked)
      throws IOException, PlanException {
    return begin(home, terminal, asked, "compare");
  }

  /**
   * A new one of another command.
   *
   * @param command by which it can be taken up again
   */
  static Experiment begin(Home home, Terminal terminal, Asked asked, String command)
      throws IOException, PlanException {
    asked.plan();
    Results results = Results.next(home.results());
    results.write(asked);
    return new Experiment(home, terminal, results, asked, command);
  }

  /**
   * One that was broken off.
   *
   * @param folder where it is kept; empty for the last
   * @throws PlanException if there is none
   */
  static Experiment resume(Home home, Terminal terminal, String folder)
      throws IOException, PlanException {
    Results results = folder.isEmpty() ? Results.last(home.results()) : Results.of(Path.of(folder));
    return resume(home, terminal, results, "compare");
  }

  /** One of another command that was broken off. */
  static Experiment resume(Home home, Terminal terminal, Results results, String command)
      throws IOException, PlanException {
    return new Experiment(home, terminal, results, results.asked(), command);
  }

  /** Where it is kept. */
  Results results() {
    return results;
  }

  /**
   * Runs what has not been run yet, and writes the page.
   *
   * @throws LabException if the arms cannot be compared
   */
  Findings run() throws IOException, InterruptedException, PlanException, LabException {
    return run(_ -> {});
  }

  /** The same after something else. */
  Findings run(Work first) throws IOException, InterruptedException, PlanException, LabException {
    Plan plan = asked.plan();
    // What is complete needs no server to be judged again.
    if (plan.profile() || !Findings.of(plan, results.trials()).complete()) {
      onBench(
          bench -> {
            first.on(bench);
            new Comparison(plan, results, results.trials(), bench::pair, terminal).run();
            if (plan.profile()) {
              profile(plan, bench);
            }
          });
    }
    Findings findings = Findings.of(plan, results.trials());
    results.publish(asked, results.setting(), findings);
    return findings;
  }

  /**
   * Looks at machine and arms, and lets something be run.
   *
   * @throws LabException if the arms cannot be compared
   */
  void onBench(Work work) throws IOException, InterruptedException, PlanException, LabException {
    Plan plan = asked.plan();
    Trees trees = new Checkouts(home.folder(), terminal::step).of(plan.arms());
    var end = new Thread(() -> terminal.note(kept()), "kept");
    Runtime.getRuntime().addShutdownHook(end);
    try {
      terminal.step("looks at the machine");
      Machine machine = Machine.read(LOOK);
      Pinning.pinThisProcess(plan.processors().load());
      try (Bench bench = Bench.open(plan, trees, results.logs())) {
        results.write(new Preliminaries(home, plan, machine, terminal).look(bench));
        work.on(bench);
      }
    } finally {
      forget(end);
    }
  }

  /** Each arm once for each workload, in the order of the first pair. */
  private void profile(Plan plan, Bench bench) throws IOException, InterruptedException {
    for (Plan.Slot slot : plan.slots()) {
      Path flame = results.flame(slot.workload().name(), slot.arm().name());
      if (slot.pair() == 0 && slot.arm() instanceof Arm.Ours && !Files.exists(flame)) {
        terminal.step("profiles " + slot.arm().name() + ", " + slot.workload().name());
        bench.profile(slot, flame);
      }
    }
  }

  /** Says on the terminal what was found. */
  void say(Findings findings) throws IOException, PlanException {
    Summary.lines(asked, results.setting(), findings).forEach(terminal::say);
    terminal.say("saved " + shown(results.folder()) + "/   report.html");
  }

  private String kept() {
    return "broken off; what was measured is kept: duet "
        + command
        + " --resume="
        + shown(results.folder());
  }

  static Path shown(Path folder) {
    Path here = Path.of("").toAbsolutePath();
    Path absolute = folder.toAbsolutePath();
    return absolute.startsWith(here) ? here.relativize(absolute) : absolute;
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The JVM is stopping already: it says that it was broken off.
    }
  }
}
