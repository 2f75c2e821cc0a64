package duet.lab.sample;

import duet.lab.load.LoadResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One trial: one server process under one workload, measured once. What a file below {@code
 * trials/} holds.
 *
 * @param run the how manieth run of the comparison, void ones included, from 1
 * @param workload its name
 * @param arm its name
 * @param pair which trial of this arm and workload, from 0; the other arm's of the same number ran
 *     next to it
 * @param began in UTC, ISO 8601
 * @param faults why it is void, a sentence each; empty if it counts
 * @param notes what is worth knowing of one that counts
 * @param warmUpMicros CPU microseconds for each request, burst by burst, before it was measured
 * @param turnMicros CPU microseconds for each answered request, turn by turn; empty if the window
 *     was measured whole
 * @param figures by {@link Figure#key()}; a figure that could not be had is not there
 * @param load what the generator says; absent where there was no load
 */
public record Trial(
    int run,
    String workload,
    String arm,
    int pair,
    String began,
    List<String> faults,
    List<String> notes,
    List<Double> warmUpMicros,
    List<Double> turnMicros,
    Map<String, Double> figures,
    @Nullable LoadResult load) {
  /** Copies; a file may lack what no type says must be there. */
  public Trial {
    Objects.requireNonNull(workload, "workload");
    Objects.requireNonNull(arm, "arm");
    Objects.requireNonNull(began, "began");
    faults = List.copyOf(faults);
    notes = List.copyOf(notes);
    warmUpMicros = List.copyOf(warmUpMicros);
    turnMicros = List.copyOf(turnMicros);
    figures = Map.copyOf(figures);
  }

  /** The same trial of an arm that is called otherwise. */
  public Trial of(String otherArm) {
    return new Trial(
        run,
        workload,
        otherArm,
        pair,
        began,
        faults,
        notes,
        warmUpMicros,
        turnMicros,
        figures,
        load);
  }

  /** The same trial, void for this reason too. */
  public Trial with(String fault) {
    var more = new ArrayList<>(faults);
    more.add(fault);
    return new Trial(
        run, workload, arm, pair, began, more, notes, warmUpMicros, turnMicros, figures, load);
  }

  /** The same trial with something worth knowing of it. */
  public Trial noting(String note) {
    var more = new ArrayList<>(notes);
    more.add(note);
    return new Trial(
        run, workload, arm, pair, began, faults, more, warmUpMicros, turnMicros, figures, load);
  }

  /** The number of the one that comes after all of these, whichever of them are there. */
  public static int next(List<Trial> trials) {
    return trials.stream().mapToInt(Trial::run).max().orElse(0) + 1;
  }

  /** Whether it counts. */
  public boolean counts() {
    return faults.isEmpty();
  }

  /** A figure, NaN where it could not be had. */
  public double figure(Figure figure) {
    return figures.getOrDefault(figure.key(), Double.NaN);
  }
}
