package duet.lab;

import duet.lab.plan.Plan;
import duet.lab.report.Results;
import duet.lab.sample.Trial;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Runs the trials of a plan that have not been run yet, two at a time. */
final class Comparison {
  /** Runs two trials side by side. */
  interface Runner {
    /**
     * Whatever goes wrong with one stands in it.
     *
     * @param run the number of the first; those of the others follow
     * @return both, as often as they were measured
     */
    List<Trial> pair(Plan.Pair pair, int run) throws IOException, InterruptedException;
  }

  /** Times a void pair is run again before the comparison is given up. */
  private static final int AGAIN = 3;

  /** What a trial takes beside its window, until one has been seen. */
  private static final Duration BESIDE = Duration.ofSeconds(12);

  private final Plan plan;
  private final Results results;
  private final Runner runner;
  private final Terminal terminal;
  private final List<Trial> trials;
  private Duration spent = Duration.ZERO;
  private int ran;

  Comparison(Plan plan, Results results, List<Trial> trials, Runner runner, Terminal terminal) {
    this.plan = plan;
    this.results = results;
    this.runner = runner;
    this.terminal = terminal;
    this.trials = new ArrayList<>(trials);
  }

  /**
   * Runs what is left, and keeps each trial as it comes.
   *
   * @return all trials, those of an earlier time first
   * @throws LabException if a pair stays void however often it is run
   */
  List<Trial> run() throws IOException, InterruptedException, LabException {
    List<Plan.Pair> pairs = left(plan, trials);
    for (int i = 0; i < pairs.size(); i++) {
      Plan.Pair pair = pairs.get(i);
      int voids = 0;
      for (int attempt = 0; ; attempt++) {
        terminal.step(
            "pair %d/%d  %s  %s and %s%s  %s left"
                .formatted(
                    i + 1,
                    pairs.size(),
                    pair.leads().workload().name(),
                    pair.leads().arm().name(),
                    pair.follows().arm().name(),
                    attempt == 0 ? "" : "  again",
                    Terminal.inWords(left(pairs.size() - i))));
        List<String> why = timed(pair).stream().map(Comparison::faults).toList();
        boolean counted = why.getLast().isEmpty();
        voids += counted ? why.size() - 1 : why.size();
        if (!counted && attempt == AGAIN) {
          throw new LabException(
              "%s: a pair was void %d times: %s"
                  .formatted(pair.leads().workload().name(), voids, why.getLast()));
        }
        for (String reason : why.stream().filter(Predicate.not(String::isEmpty)).toList()) {
          terminal.note("pair %d is void: %s; it is run again".formatted(i + 1, reason));
        }
        if (counted) {
          break;
        }
      }
    }
    return trials;
  }

  /** Whether nothing of a plan is left to be run. */
  static boolean isDone(Plan plan, List<Trial> trials) {
    return left(plan, trials).isEmpty();
  }

  /** Empty if both count. */
  private static String faults(List<Trial> both) {
    return both.stream()
        .filter(trial -> !trial.counts())
        .map(trial -> trial.arm() + ", " + String.join("; ", trial.faults()))
        .collect(Collectors.joining("; "));
  }

  /** A pair of which one half is missing is run whole. */
  private static List<Plan.Pair> left(Plan plan, List<Trial> trials) {
    return plan.pairs().stream()
        .filter(pair -> !pair.slots().stream().allMatch(slot -> hasRun(trials, slot)))
        .toList();
  }

  private static boolean hasRun(List<Trial> trials, Plan.Slot slot) {
    return trials.stream()
        .anyMatch(
            trial ->
                trial.counts()
                    && trial.pair() == slot.pair()
                    && trial.workload().equals(slot.workload().name())
                    && trial.arm().equals(slot.arm().name()));
  }

  /** Both trials, as often as they were measured. */
  private List<List<Trial>> timed(Plan.Pair pair) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    // Numbers may be missing: a file that somebody deleted must not make us overwrite another.
    List<Trial> measured = runner.pair(pair, Trial.next(trials));
    for (Trial trial : measured) {
      results.write(trial);
      trials.add(trial);
    }
    spent = spent.plusNanos(System.nanoTime() - begin);
    ran++;
    var twos = new ArrayList<List<Trial>>();
    for (int i = 0; i < measured.size(); i += 2) {
      twos.add(measured.subList(i, i + 2));
    }
    return twos;
  }

  private Duration left(int pairs) {
    Duration each = ran == 0 ? plan.duration().plus(BESIDE).multipliedBy(2) : spent.dividedBy(ran);
    return each.multipliedBy(pairs);
  }
}
