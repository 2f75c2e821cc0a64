package duet.lab.trust;

import duet.lab.plan.Asked;
import java.util.ArrayList;
import java.util.List;

/**
 * How far it has come; kept in each of its folders, the first of which counts.
 *
 * @param asked of every part but for arms and, in the first, trials
 * @param folders the short comparison's, then one for each percentage that was begun
 * @param nanosPerIteration 0 until it is known
 * @param parts one for each percentage, once they are known
 */
public record CostCourse(
    String arm,
    List<Double> percents,
    Asked asked,
    List<String> folders,
    double nanosPerIteration,
    List<Part> parts) {
  /** Copies. */
  public CostCourse {
    percents = List.copyOf(percents);
    folders = List.copyOf(folders);
    parts = List.copyOf(parts);
  }

  /**
   * One percentage.
   *
   * @param burntNanos CPU time of a call with so many iterations, less that of one with none
   */
  public record Part(double percent, int iterations, double burntNanos) {}

  /** With one more folder. */
  public CostCourse with(String folder) {
    var more = new ArrayList<>(folders);
    more.add(folder);
    return new CostCourse(arm, percents, asked, more, nanosPerIteration, parts);
  }

  /** With what is to be burnt for each percentage. */
  public CostCourse with(double perIteration, List<Part> known) {
    return new CostCourse(arm, percents, asked, folders, perIteration, known);
  }
}
