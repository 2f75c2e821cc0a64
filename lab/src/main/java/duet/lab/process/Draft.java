package duet.lab.process;

import duet.lab.load.LoadResult;
import duet.lab.plan.Plan;
import duet.lab.sample.Trial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A trial as it comes about. One thread. */
final class Draft {
  final List<String> faults = new ArrayList<>();
  final List<String> notes = new ArrayList<>();
  final List<Double> warmUpMicros = new ArrayList<>();
  final Map<String, Double> figures = new HashMap<>();
  @Nullable LoadResult load;
  private final int run;
  private final Plan.Slot slot;
  private final String began;

  Draft(int run, Plan.Slot slot, String began) {
    this.run = run;
    this.slot = slot;
    this.began = began;
  }

  Trial trial() {
    return new Trial(
        run,
        slot.workload().name(),
        slot.arm().name(),
        slot.pair(),
        began,
        faults,
        notes,
        warmUpMicros,
        figures,
        load);
  }
}
