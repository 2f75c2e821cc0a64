package duet.lab.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * A comparison as it was asked for: enough to run it, to take it up again, and to say on the page
 * what was done. Immutable.
 *
 * @param first the arm that ratios have below the line
 * @param second the arm that they have above it
 * @param workloads at least one, each once
 * @param rate of each
 * @param connections kept by the load generator, and so most requests at once
 * @param keepAlive whether connections serve more than one request
 * @param trials of each arm and workload
 * @param duration of the measured window of a trial
 * @param band within which two arms are equivalent, as a fraction
 * @param seed of arrivals and resamples
 * @param quick whether warm-up is cut short as well
 * @param profile whether each arm is profiled once, in a run of its own
 * @param processors which the server and the load have
 */
public record Plan(
    Arm first,
    Arm second,
    List<Workload> workloads,
    Rate rate,
    int connections,
    boolean keepAlive,
    int trials,
    Duration duration,
    double band,
    long seed,
    boolean quick,
    boolean profile,
    Processors processors) {
  /** Most trials of each arm. */
  public static final int MOST_TRIALS = 1000;

  /** Copies and checks. */
  public Plan {
    workloads = List.copyOf(workloads);
    if (first.name().equals(second.name())) {
      throw new IllegalArgumentException("arms must have different names: " + first.name());
    }
    if (new HashSet<>(workloads).size() != workloads.size() || workloads.isEmpty()) {
      throw new IllegalArgumentException("workloads must be one or more, each once: " + workloads);
    }
    if (trials < 1 || trials > MOST_TRIALS) {
      throw new IllegalArgumentException("trials must be 1.." + MOST_TRIALS + ": " + trials);
    }
  }

  /**
   * One trial that is to be run.
   *
   * @param workload which
   * @param arm which
   * @param pair the how manieth trial of this arm and workload, from 0; the other arm's of the same
   *     number runs next to it
   */
  public record Slot(Workload workload, Arm arm, int pair) {}

  /**
   * Two trials that are measured side by side.
   *
   * @param leads which has the first turn
   * @param follows the other arm's, of the same workload and number
   */
  public record Pair(Slot leads, Slot follows) {
    /** Both in their order. */
    public List<Slot> slots() {
      return List.of(leads, follows);
    }
  }

  /**
   * All trials in the order they run: A B, B A, A B …, each workload in turn, so that what drifts
   * on the machine meets both arms and all workloads alike.
   */
  public List<Pair> pairs() {
    var pairs = new ArrayList<Pair>();
    for (int begin = 0; begin < trials; begin += 2) {
      for (Workload workload : workloads) {
        for (int pair = begin; pair < Math.min(begin + 2, trials); pair++) {
          boolean firstLeads = pair % 2 == 0;
          pairs.add(
              new Pair(
                  new Slot(workload, firstLeads ? first : second, pair),
                  new Slot(workload, firstLeads ? second : first, pair)));
        }
      }
    }
    return pairs;
  }

  /** The same, one after the other. */
  public List<Slot> slots() {
    return pairs().stream().flatMap(pair -> pair.slots().stream()).toList();
  }

  /**
   * Share of the CPU time of a window that a server's JIT compilers may take; beyond it the trial
   * is one of them, and void. A quick answer has to do with more.
   */
  public double mostCompiling() {
    return quick ? 0.3 : 0.2;
  }

  /** Both arms in their order. */
  public List<Arm> arms() {
    return List.of(first, second);
  }
}
