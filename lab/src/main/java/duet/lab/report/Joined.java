package duet.lab.report;

import duet.lab.plan.Arm;
import duet.lab.plan.Plan;
import duet.lab.plan.PlanException;
import duet.lab.plan.Workload;
import duet.lab.sample.Trial;
import java.util.ArrayList;
import java.util.List;

/** Two results that are there already, of one arm at two times. */
public final class Joined {
  private Joined() {}

  /**
   * Two results that were measured apart, as if they had been one comparison.
   *
   * @param arm the name of the arm that both have
   * @throws PlanException if there is nothing that both measured alike
   */
  public static Findings findings(
      Plan before, List<Trial> trialsBefore, Plan after, List<Trial> trialsAfter, String arm)
      throws PlanException {
    if (!before.rate().equals(after.rate())
        || before.connections() != after.connections()
        || before.keepAlive() != after.keepAlive()
        || before.quick() != after.quick()) {
      throw new PlanException(
          "the results were measured under different loads: %s and %s"
              .formatted(load(before), load(after)));
    }
    Arm one = named(before, arm);
    Arm other = named(after, arm);
    List<Workload> both = before.workloads().stream().filter(after.workloads()::contains).toList();
    if (both.isEmpty()) {
      throw new PlanException("no workload is in both results");
    }
    var joined =
        new Plan(
            renamed(one, "before"),
            renamed(other, "after"),
            both,
            after.rate(),
            after.connections(),
            after.keepAlive(),
            Math.min(before.trials(), after.trials()),
            after.duration(),
            after.band(),
            after.seed(),
            after.quick(),
            false,
            after.processors());
    var trials = new ArrayList<Trial>();
    trialsBefore.stream()
        .filter(trial -> trial.arm().equals(arm))
        .map(trial -> trial.of("before"))
        .forEach(trials::add);
    trialsAfter.stream()
        .filter(trial -> trial.arm().equals(arm))
        .map(trial -> trial.of("after"))
        .forEach(trials::add);
    return Findings.of(joined, trials);
  }

  /**
   * What two results do not have in common beside what they are results of, and what may change
   * even a figure that is counted: a line each.
   */
  public static List<String> differences(
      Plan before, Setting settingBefore, Plan after, Setting settingAfter, String arm)
      throws PlanException {
    var lines = new ArrayList<String>();
    add(lines, "JDK", settingBefore.jdk(), settingAfter.jdk());
    add(lines, "--duration", millis(before), millis(after));
    add(lines, "--quick", before.quick(), after.quick());
    add(lines, "--server-cpus", before.processors().server(), after.processors().server());
    add(lines, "options of " + arm, options(named(before, arm)), options(named(after, arm)));
    return lines;
  }

  private static void add(List<String> lines, String name, Object before, Object after) {
    if (!before.equals(after)) {
      lines.add("%s: %s before, %s after".formatted(name, before, after));
    }
  }

  private static String millis(Plan plan) {
    return plan.duration().toMillis() + "ms";
  }

  private static String options(Arm arm) {
    return switch (arm) {
      case Arm.Ours ours -> {
        var words = new ArrayList<>(List.of(ours.program().key()));
        words.addAll(ours.jvmOptions());
        words.addAll(ours.flags());
        yield String.join(" ", words);
      }
      case Arm.Visited visited -> visited.base() + " process " + visited.pid();
    };
  }

  private static String load(Plan plan) {
    return "%s, %d connections%s%s"
        .formatted(
            plan.rate().inWords(),
            plan.connections(),
            plan.keepAlive() ? "" : ", a new one for each request",
            plan.quick() ? ", --quick" : "");
  }

  private static Arm named(Plan plan, String name) throws PlanException {
    return plan.arms().stream()
        .filter(arm -> arm.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new PlanException(
                    "--arm must be in both results: '%s' is not among %s"
                        .formatted(name, plan.arms().stream().map(Arm::name).toList())));
  }

  private static Arm renamed(Arm arm, String name) {
    return switch (arm) {
      case Arm.Ours ours ->
          new Arm.Ours(name, ours.program(), ours.commit(), ours.jvmOptions(), ours.flags());
      case Arm.Visited visited -> new Arm.Visited(name, visited.base(), visited.pid());
    };
  }
}
