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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
   * @param command its words, by which it can be taken up again
   * @throws PlanException if what is asked for cannot be done; nothing has been written then
   */
  static Experiment begin(Home home, Terminal terminal, Asked asked, String command)
      throws IOException, PlanException {
    Asked fixed = withCommits(home, asked);
    fixed.plan();
    Results results = Results.next(home.results());
    new Begun(command, fixed.trials()).keep(results);
    results.write(fixed);
    return new Experiment(home, terminal, results, fixed, command);
  }

  /** A branch or HEAD~1 may be another commit by the time that this is taken up again. */
  private static Asked withCommits(Home home, Asked asked) throws PlanException {
    var arms = new ArrayList<String>();
    for (String arm : asked.arms()) {
      if (Arm.parse(arm) instanceof Arm.Ours ours && !ours.commit().isEmpty()) {
        String commit = home.git("rev-parse", "--verify", "--quiet", ours.commit() + "^{commit}");
        if (commit.isEmpty()) {
          throw new PlanException("there is no commit " + ours.commit() + " in this repository");
        }
        arms.add(arm.replace("commit=" + ours.commit(), "commit=" + commit.substring(0, 12)));
      } else {
        arms.add(arm);
      }
    }
    return asked.withArms(arms);
  }

  /**
   * One that was broken off.
   *
   * @param command that began it
   * @param folder where it is kept; empty for the last that has something left to be done
   * @param trials how many it shall have of each arm; null for as many as it was asked for
   * @throws PlanException if there is none, or it has more trials already
   */
  static Experiment resume(
      Home home, Terminal terminal, String command, String folder, @Nullable Integer trials)
      throws IOException, PlanException {
    Results results =
        folder.isEmpty()
            ? Begun.last(home.results(), command, each -> trials != null || isUnfinished(each))
            : Begun.named(Path.of(folder), command);
    if (trials != null) {
      raise(home, results, trials);
    }
    return resume(home, terminal, results, command);
  }

  private static void raise(Home home, Results results, int trials)
      throws IOException, PlanException {
    Asked asked = results.asked();
    Asked raised = asked.withTrials(trials);
    raised.plan();
    if (trials < asked.trials()) {
      throw new PlanException(
          "--trials must be at least the %d that %s was asked for: %d"
              .formatted(asked.trials(), shown(results.folder()), trials));
    }
    Begun.of(results).keep(results);
    // What is refused leaves the plan as it was.
    var _ = new Continuation(results).cautions(home.commit(), Version.jdk(), trials);
    results.write(raised);
  }

  private static boolean isUnfinished(Results results) throws IOException {
    try {
      // What was refused or broken off before its first trial has nothing to be gone on with.
      return results.hasSetting()
          && (!Comparison.isDone(results.asked().plan(), results.trials())
              || !Files.isReadable(results.page())
              || !unprofiled(results, results.asked().plan()).isEmpty());
    } catch (PlanException _) {
      // What cannot be understood cannot be gone on with.
      return false;
    }
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
    if (!Comparison.isDone(plan, results.trials()) || !unprofiled(results, plan).isEmpty()) {
      try {
        onBench(
            bench -> {
              first.on(bench);
              new Comparison(plan, results, results.trials(), bench::pair, terminal).run();
              if (plan.profile()) {
                publish(plan);
                profile(plan, bench);
              }
            });
      } catch (LabException | IOException e) {
        publishSoFar(plan);
        throw e;
      }
    } else {
      terminal.note("every trial that was asked for is there: nothing is left to be measured");
    }
    return publish(plan);
  }

  /** What there is, though it could not be completed; why it could not is said whatever happens. */
  private void publishSoFar(Plan plan) {
    try {
      if (hasTrials() && results.hasSetting()) {
        publish(plan);
      }
    } catch (IOException | PlanException e) {
      terminal.note("the page could not be written: " + e.getMessage());
    }
  }

  private Findings publish(Plan plan) throws IOException, PlanException {
    Findings findings = Findings.of(plan, results.trials());
    results.publish(asked, results.setting(), findings);
    return findings;
  }

  /**
   * Looks at machine and arms, and lets something be run.
   *
   * @throws LabException if the arms cannot be compared
   * @throws PlanException if trials that are there already were run by other code
   */
  void onBench(Work work) throws IOException, InterruptedException, PlanException, LabException {
    Plan plan = asked.plan();
    List<String> cautions =
        new Continuation(results).cautions(home.commit(), Version.jdk(), asked.trials());
    Trees trees = new Checkouts(home.folder(), terminal::step).of(plan.arms());
    var end = new Thread(() -> terminal.note(kept()), "kept");
    Runtime.getRuntime().addShutdownHook(end);
    try {
      terminal.step("looks at the machine");
      Machine machine = Machine.read(LOOK);
      Pinning.pinThisProcess(plan.processors().load());
      try (Bench bench = Bench.open(plan, trees, results.logs())) {
        results.write(new Preliminaries(home, plan, machine, terminal, cautions).look(bench));
        work.on(bench);
      } finally {
        Pinning.releaseThisProcess();
      }
    } catch (LabException | IOException e) {
      if (hasTrials()) {
        terminal.note(kept());
      }
      throw e;
    } finally {
      forget(end);
    }
  }

  /** One slot for each arm and workload that shall be profiled and has not been. */
  private static List<Plan.Slot> unprofiled(Results results, Plan plan) {
    return plan.slots().stream()
        .filter(slot -> plan.profile() && slot.pair() == 0 && slot.arm() instanceof Arm.Ours)
        .filter(slot -> !Files.exists(flame(results, slot)))
        .toList();
  }

  private static Path flame(Results results, Plan.Slot slot) {
    return results.flame(slot.workload().name(), slot.arm().name());
  }

  /** In the order of the first pair. What was measured stands without a picture too. */
  private void profile(Plan plan, Bench bench) throws InterruptedException {
    for (Plan.Slot slot : unprofiled(results, plan)) {
      terminal.step("profiles " + slot.arm().name() + ", " + slot.workload().name());
      try {
        bench.profile(slot, flame(results, slot));
      } catch (IOException e) {
        terminal.note("Warning: no flame graph: " + e.getMessage());
      }
    }
  }

  /** Says on the terminal what was found. */
  void say(Findings findings) throws IOException, PlanException {
    Summary.lines(asked, results.setting(), findings).forEach(terminal::say);
    terminal.say("saved " + shown(results.folder()) + "/   report.html");
  }

  private String kept() {
    return "broken off; %s: bin/duet %s --resume=%s"
        .formatted(
            hasTrials() ? "what was measured is kept" : "nothing was measured yet, to go on",
            command,
            shown(results.folder()));
  }

  private boolean hasTrials() {
    try {
      return !results.trials().isEmpty();
    } catch (IOException | PlanException _) {
      return true;
    }
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
