package duet.lab.process;

import duet.lab.load.LoadPlan;
import duet.lab.load.LoadResult;
import duet.lab.load.SelfProof;
import duet.lab.plan.Plan;
import duet.lab.sample.Figure;
import duet.lab.sample.ProcessGoneException;
import duet.lab.sample.Trial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A trial as it comes about. One thread. */
final class Draft {
  /** Less is a few steps of their clock. */
  private static final double LEAST_COMPILING_MICROS = 30_000;

  private final int run;
  private final Plan.Slot slot;
  private final String arm;
  private final String began;
  private final double mostCompiling;
  private final boolean again;
  private final List<String> faults = new ArrayList<>();
  private final List<String> ofWarmUp = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<Double> warmUpMicros = new ArrayList<>();
  private final List<Double> turnMicros = new ArrayList<>();
  private final Map<String, Double> figures = new HashMap<>();
  private @Nullable LoadResult load;

  /**
   * With the name that it is kept under.
   *
   * @param mostCompiling {@link Plan#mostCompiling()}
   */
  Draft(int run, Plan.Slot slot, String arm, double mostCompiling) {
    this(run, slot, arm, mostCompiling, false);
  }

  private Draft(int run, Plan.Slot slot, String arm, double mostCompiling, boolean again) {
    this.mostCompiling = mostCompiling;
    this.again = again;
    this.run = run;
    this.slot = slot;
    this.arm = arm;
    began = WarmServer.now();
  }

  /** Another of the same warm server. */
  Draft again(int otherRun) {
    var other = new Draft(otherRun, slot, arm, mostCompiling, true);
    other.ofWarmUp.addAll(ofWarmUp);
    other.warmUpMicros.addAll(warmUpMicros);
    return other;
  }

  /** Whether its server has been measured before. */
  boolean isAgain() {
    return again;
  }

  void note(String note) {
    notes.add(note);
  }

  void fault(String fault) {
    faults.add(fault);
  }

  boolean isVoid() {
    return !faults.isEmpty();
  }

  /** Whether there are figures, void or not. */
  boolean isMeasured() {
    return load != null;
  }

  void warmedUp(WarmUp.Course course, boolean quick) {
    warmUpMicros.addAll(course.micros());
    if (course.saturated()) {
      ofWarmUp.add("nearly all connections were under way: requests waited for one to become free");
    }
    if (!course.steady() && !quick) {
      ofWarmUp.add("the warm-up ended before its CPU time for each request was steady");
    }
  }

  /** Bursts of the load itself came after the warm-up. */
  void settled(List<Double> micros) {
    warmUpMicros.addAll(micros);
  }

  /** Takes what is seen of a warm server. */
  void seen(LoadPlan plan, LoadResult result, Observation seen) throws ProcessGoneException {
    load = result;
    faults.addAll(SelfProof.faults(plan, result));
    turnMicros.addAll(seen.turnMicros(result));
    seen.fault(result).ifPresent(faults::add);
    figures.putAll(seen.figures(result).byKey());
    double compilerMicros = figures.getOrDefault(Figure.CPU_COMPILERS.key(), 0.0);
    double micros = figures.getOrDefault(Figure.CPU.key(), Double.POSITIVE_INFINITY);
    notWarm(compilerMicros * result.answers(), micros * result.answers(), mostCompiling)
        .ifPresent(faults::add);
  }

  /**
   * Why a window is void, if compilers took too much of it.
   *
   * @param compilerMicros CPU time of the server's compilers in the window
   * @param micros of the server, compilers included
   */
  static Optional<String> notWarm(double compilerMicros, double micros, double mostCompiling) {
    return compilerMicros > LEAST_COMPILING_MICROS && compilerMicros > mostCompiling * micros
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "the server was not warm: its compilers took %.0f %% of its CPU time",
                100 * compilerMicros / micros))
        : Optional.empty();
  }

  /** The trial, which is void if the one that it was measured side by side with is. */
  Trial beside(Draft other) {
    Trial trial = trial();
    return other.isVoid() && trial.counts() ? trial.with("the trial beside it is void") : trial;
  }

  Trial trial() {
    return new Trial(
        run,
        slot.workload().name(),
        arm,
        slot.pair(),
        began,
        faults,
        Stream.concat(ofWarmUp.stream(), notes.stream()).toList(),
        warmUpMicros,
        turnMicros,
        figures,
        load);
  }
}
