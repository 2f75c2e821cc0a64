package duet.lab;

import duet.lab.plan.PlanException;
import duet.lab.report.Results;
import duet.lab.report.Setting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Trials that are added to others must be of the same code, and what was said of those holds. */
final class Continuation {
  private static final String CHANGED = "(changed)";
  private static final String RAISED = "trials were raised from ";

  private final Results results;

  Continuation(Results results) {
    this.results = results;
  }

  /**
   * What is known before anything is looked at anew; nothing where no trial has been run.
   *
   * @param commit of this tree, as {@link Home#commit} says
   * @param jdk as {@link Version#jdk} says
   * @param trials of each arm that shall be run by now
   * @throws PlanException in one line, if the trials that are there were run by other code
   */
  List<String> cautions(String commit, String jdk, int trials) throws IOException, PlanException {
    if (!results.hasSetting() || results.trials().isEmpty()) {
      return List.of();
    }
    Setting before = results.setting();
    if (!before.commit().equals(commit) || !before.jdk().equals(jdk)) {
      throw new PlanException(
          "--resume must go on with the code that %s was begun with, commit %s and JDK %s: now they are %s and %s; check out that commit, or begin anew"
              .formatted(
                  Experiment.shown(results.folder()), before.commit(), before.jdk(), commit, jdk));
    }
    var cautions =
        new ArrayList<>(
            before.cautions().stream().filter(line -> !line.startsWith(RAISED)).toList());
    if (commit.endsWith(CHANGED)) {
      cautions.add(
          "files differed from the commit both when this was begun and when it was taken up again;"
              + " nothing says that they were the same files");
    }
    int first = Begun.of(results).trials();
    if (trials > first) {
      cautions.add(
          RAISED
              + "%d to %d: who adds trials until a verdict pleases errs more often than its interval says"
                  .formatted(first, trials));
    }
    return cautions;
  }
}
