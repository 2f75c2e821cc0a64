package duet.lab;

import duet.lab.plan.Plan;
import duet.lab.report.Results;
import duet.lab.sample.Trial;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs the trials of a plan that have not been run yet, one after the other. */
final class Comparison {
  /** Runs one trial, with the number of its run. */
  interface Runner {
    /** Whatever goes wrong with it stands in it. */
    Trial trial(Plan.Slot slot, int run) throws IOException, InterruptedException;
  }

  /** Times a void trial is run again before the comparison is given up. */
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
   * @throws LabException if a trial stays void however often it is run
   */
  List<Trial> run() throws IOException, InterruptedException, LabException {
    List<Plan.Slot> slots = left();
    for (int i = 0; i < slots.size(); i++) {
      Plan.Slot slot = slots.get(i);
      Optional<Trial> counted = Optional.empty();
      for (int attempt = 0; counted.isEmpty(); attempt++) {
        terminal.step(
            "trial %d/%d  %s  %s%s  %s left"
                .formatted(
                    i + 1,
                    slots.size(),
                    slot.workload().name(),
                    slot.arm().name(),
                    attempt == 0 ? "" : "  again",
                    Terminal.inWords(left(slots.size() - i))));
        Trial trial = timed(slot);
        if (trial.counts()) {
          counted = Optional.of(trial);
        } else if (attempt < AGAIN) {
          terminal.note(
              "trial %d of %s is void: %s; it is run again"
                  .formatted(i + 1, slot.arm().name(), String.join("; ", trial.faults())));
        } else {
          throw new LabException(
              "%s, %s: a trial was void %d times: %s"
                  .formatted(
                      slot.arm().name(),
                      slot.workload().name(),
                      attempt + 1,
                      String.join("; ", trial.faults())));
        }
      }
    }
    return trials;
  }

  /** A pair of which one half is missing is run whole: its halves belong next to each other. */
  private List<Plan.Slot> left() {
    List<Plan.Slot> left = new ArrayList<>();
    for (Plan.Slot slot : plan.slots()) {
      boolean whole =
          plan.arms().stream()
              .allMatch(
                  arm ->
                      trials.stream()
                          .anyMatch(
                              trial ->
                                  trial.counts()
                                      && trial.pair() == slot.pair()
                                      && trial.workload().equals(slot.workload().name())
                                      && trial.arm().equals(arm.name())));
      if (!whole) {
        left.add(slot);
      }
    }
    return left;
  }

  private Trial timed(Plan.Slot slot) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    Trial trial = runner.trial(slot, trials.size() + 1);
    results.write(trial);
    trials.add(trial);
    spent = spent.plusNanos(System.nanoTime() - begin);
    ran++;
    return trial;
  }

  private Duration left(int slots) {
    Duration each = ran == 0 ? plan.duration().plus(BESIDE) : spent.dividedBy(ran);
    return each.multipliedBy(slots);
  }
}
