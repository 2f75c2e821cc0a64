package duet.lab.report;

import duet.lab.sample.Figure;
import duet.lab.sample.Trial;
import java.util.Arrays;
import java.util.List;

/**
 * One workload's place on the page.
 *
 * @param id unique on the page
 * @param ran every trial of it, void ones too, in the order they ran
 * @param planned trials of each arm
 */
record Section(String id, Findings.OfWorkload found, List<Ran> ran, int planned) {
  Section {
    ran = List.copyOf(ran);
  }

  /** A trial and what became of it. */
  record Ran(Trial trial, Standing standing, int ink) {}

  static Section of(int index, Findings findings) {
    Findings.OfWorkload found = findings.workloads().get(index);
    List<Ran> ran =
        findings.trials().stream()
            .filter(trial -> trial.workload().equals(found.workload().name()))
            .map(
                trial ->
                    new Ran(
                        trial,
                        Standing.of(trial, findings),
                        trial.arm().equals(found.first().arm().name()) ? 0 : 1))
            .toList();
    return new Section("w" + (index + 1), found, ran, findings.plan().trials());
  }

  String name() {
    return found.workload().name();
  }

  /** Trials of each arm that the judgement rests on. */
  int counted() {
    return found.first().trials().size();
  }

  boolean complete() {
    return counted() == planned;
  }

  /** {@code 4 of 10 trials each}. */
  String progress() {
    return counted() == planned
        ? planned + (planned == 1 ? " trial each" : " trials each")
        : counted() + " of " + planned + " trials each";
  }

  /** How the windows of a pair were measured, with a comma before it; empty if none was. */
  String turns() {
    String turns = Words.turns(found.trials());
    return turns.isEmpty() ? "" : ", " + turns;
  }

  /** Link to a figure's column in this workload's table of trials, or to the workload itself. */
  String column(Figure figure) {
    return "#" + (figures().contains(figure) ? columnId(figure) : id);
  }

  String columnId(Figure figure) {
    return id + "-" + figure.key();
  }

  /** The figures that at least one trial has. */
  List<Figure> figures() {
    return Arrays.stream(Figure.values())
        .filter(
            figure -> ran.stream().anyMatch(each -> each.trial.figures().containsKey(figure.key())))
        .toList();
  }
}
