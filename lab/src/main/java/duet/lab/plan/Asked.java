package duet.lab.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A comparison in the words it was asked for in: what {@code plan.json} holds, from which it can be
 * taken up again.
 *
 * @param arms two, each as {@link Arm#SYNTAX} says
 * @param workloads as {@link Workload#names()} says
 * @param rate as {@link Rate#parse} reads it
 * @param poisson whether arrivals of the open model are a Poisson process
 * @param connections 1..10000
 * @param newConnections whether each request has one of its own
 * @param trials of each arm and workload
 * @param durationMillis of the measured window
 * @param precisionPercent the band within which two arms are equivalent
 * @param seed of arrivals and resamples
 * @param quick whether warm-up is short
 * @param profile whether each arm is profiled too
 * @param serverCpus a list of processors, or empty
 * @param loadCpus likewise
 */
public record Asked(
    List<String> arms,
    List<String> workloads,
    String rate,
    boolean poisson,
    int connections,
    boolean newConnections,
    int trials,
    long durationMillis,
    double precisionPercent,
    long seed,
    boolean quick,
    boolean profile,
    String serverCpus,
    String loadCpus) {
  /** Longest measured window of a trial. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private static final Duration SHORTEST = Duration.ofMillis(500);

  /** Fewer say nothing of a server, and a Poisson process may have none at all. */
  private static final int LEAST_REQUESTS = 20;

  private static final int MOST_CONNECTIONS = 10_000;

  /** Copies. */
  public Asked {
    arms = List.copyOf(arms);
    workloads = List.copyOf(workloads);
  }

  /** The same of other arms and so many trials, without a profile. */
  public Asked with(List<String> otherArms, int otherTrials) {
    return with(otherArms, otherTrials, false);
  }

  private Asked with(List<String> otherArms, int otherTrials, boolean otherProfile) {
    return new Asked(
        otherArms,
        workloads,
        rate,
        poisson,
        connections,
        newConnections,
        otherTrials,
        durationMillis,
        precisionPercent,
        seed,
        quick,
        otherProfile,
        serverCpus,
        loadCpus);
  }

  /** The same with these words for its arms. */
  public Asked withArms(List<String> otherArms) {
    return with(otherArms, trials, profile);
  }

  /** The same with so many trials. */
  public Asked withTrials(int otherTrials) {
    return with(arms, otherTrials, profile);
  }

  /**
   * What is to be done.
   *
   * @throws PlanException in one line that names the flag, its rule and the value
   */
  public Plan plan() throws PlanException {
    check(arms.size() == 2, "ARM must be given twice, or not at all: " + arms);
    check(!workloads.isEmpty(), "--workload must name one at least: " + workloads);
    check(
        1 <= connections && connections <= MOST_CONNECTIONS,
        "--connections must be 1.." + MOST_CONNECTIONS + ": " + connections);
    check(
        1 <= trials && trials <= Plan.MOST_TRIALS,
        "--trials must be 1.." + Plan.MOST_TRIALS + ": " + trials);
    check(
        SHORTEST.toMillis() <= durationMillis && durationMillis <= LONGEST.toMillis(),
        "--duration must be 500ms..10m: " + durationMillis + "ms");
    check(
        0.1 <= precisionPercent && precisionPercent <= 50,
        "--precision must be 0.1%..50%: " + precisionPercent + "%");
    List<Arm> parsed = new ArrayList<>();
    for (String arm : arms) {
      parsed.add(Arm.parse(arm));
    }
    check(
        !parsed.get(0).name().equals(parsed.get(1).name()),
        "ARM and ARM must have different names (NAME=ARM gives one): " + arms);
    List<Workload> parsedWorkloads = new ArrayList<>();
    for (String workload : workloads) {
      Workload one = Workload.parse(workload);
      check(!parsedWorkloads.contains(one), "--workload must name each once: '" + workload + "'");
      parsedWorkloads.add(one);
    }
    check(
        serverCpus.isEmpty() == loadCpus.isEmpty(),
        "--server-cpus and --load-cpus must be given both or neither: '%s' and '%s'"
            .formatted(serverCpus, loadCpus));
    check(
        (serverCpus + loadCpus).isEmpty()
            || (serverCpus.matches(Processors.SYNTAX) && loadCpus.matches(Processors.SYNTAX)),
        "--server-cpus and --load-cpus must be lists like 0 or 2-3,6: '%s' and '%s'"
            .formatted(serverCpus, loadCpus));
    Rate parsedRate = Rate.parse(rate, poisson);
    check(
        !(parsedRate instanceof Rate.Open open)
            || open.perSecond() * durationMillis / 1000 >= LEAST_REQUESTS,
        "--rate and --duration must make %d requests at least: %s/s for %d ms"
            .formatted(LEAST_REQUESTS, rate, durationMillis));
    return new Plan(
        parsed.get(0),
        parsed.get(1),
        parsedWorkloads,
        parsedRate,
        connections,
        !newConnections,
        trials,
        Duration.ofMillis(durationMillis),
        precisionPercent / 100,
        seed,
        quick,
        profile,
        new Processors(serverCpus, loadCpus));
  }

  private static void check(boolean holds, String rule) throws PlanException {
    if (!holds) {
      throw new PlanException(rule);
    }
  }
}
