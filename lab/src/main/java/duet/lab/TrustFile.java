package duet.lab;

import duet.lab.plan.Asked;
import duet.lab.plan.Plan;
import duet.lab.plan.PlanException;
import duet.lab.report.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the commands of the trial by fire have in common: how they begin, and keep what they found.
 */
final class TrustFile {
  /** Holds what was found. */
  static final String FOUND = "trust.json";

  private TrustFile() {}

  /** What a folder belongs to, so that it can be found again. */
  record Mark(String command) {}

  static String markOf(String command) {
    return "trust-" + command + ".json";
  }

  /** A new experiment of a command, or one that was broken off. */
  static Experiment open(
      Home home, Terminal terminal, String command, @Nullable String resume, AskedFor asked)
      throws IOException, PlanException {
    String words = "trust " + command;
    if (resume == null) {
      Experiment begun = Experiment.begin(home, terminal, asked.asked(), words);
      begun.results().write(markOf(command), new Mark(command));
      return begun;
    }
    return Experiment.resume(home, terminal, begun(home, command, resume), words);
  }

  /** What was asked for on the command line, in case that counts. */
  interface AskedFor {
    Asked asked() throws PlanException;
  }

  /**
   * The folder in which a command was begun; the last that found nothing yet if none is named.
   *
   * @throws PlanException if it was not
   */
  static Results begun(Home home, String command, String folder) throws IOException, PlanException {
    String words = "trust " + command;
    if (!folder.isEmpty()) {
      return Begun.named(Path.of(folder), words);
    }
    return Begun.last(
        home.results(), words, each -> !Files.isReadable(each.folder().resolve(FOUND)));
  }

  /** The same arm under another name. */
  static String named(String name, String arm) {
    int comma = arm.indexOf(',');
    String first = comma < 0 ? arm : arm.substring(0, comma);
    return name
        + "="
        + first.substring(first.indexOf('=') + 1)
        + (comma < 0 ? "" : arm.substring(comma));
  }

  /** A plan of one workload. */
  static Plan plan(Asked asked) throws PlanException {
    Plan plan = asked.plan();
    if (plan.workloads().size() != 1) {
      throw new PlanException("--workload must name one: " + asked.workloads());
    }
    return plan;
  }
}
