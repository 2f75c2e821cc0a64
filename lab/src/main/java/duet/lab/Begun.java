package duet.lab;

import duet.lab.plan.PlanException;
import duet.lab.report.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which command a folder of results belongs to, and how it was begun: what {@code command.json}
 * holds. Each command goes on with its own alone.
 *
 * @param command its words after {@code duet}
 * @param trials of each arm that were asked for then
 */
record Begun(String command, int trials) {
  static final String COMPARE = "compare";
  static final String DIFF = "diff";

  private static final String FILE = "command.json";

  /** What {@code duet trust} leaves in its folders. */
  private static final Pattern MARK = Pattern.compile("trust-([a-z]+)\\.json");

  /** Whether there is something left to be done. */
  interface Unfinished {
    boolean test(Results results) throws IOException, PlanException;
  }

  /** Says so to whoever looks later. */
  void keep(Results results) throws IOException {
    results.write(FILE, this);
  }

  /** Of a folder; before this was kept all were comparisons, but for those with a mark. */
  static Begun of(Results results) throws IOException, PlanException {
    return Files.isReadable(results.folder().resolve(FILE))
        ? results.read(FILE, Begun.class)
        : new Begun(commandOfOld(results), results.asked().trials());
  }

  private static String commandOfOld(Results results) throws IOException {
    try (var entries = Files.list(results.folder())) {
      return entries
          .map(entry -> MARK.matcher(entry.getFileName().toString()))
          .filter(Matcher::matches)
          .map(mark -> "trust " + mark.group(1))
          .findFirst()
          .orElse(COMPARE);
    }
  }

  /**
   * What somebody names to go on with.
   *
   * @throws PlanException in one line, if this command was not begun in it
   */
  static Results named(Path folder, String command) throws IOException, PlanException {
    Results results = Results.of(folder);
    String begunBy = of(results).command;
    if (!begunBy.equals(command)) {
      throw new PlanException(
          "--resume must name what duet %s began, and duet %s began '%s'"
              .formatted(command, begunBy, folder));
    }
    return results;
  }

  /**
   * The last of this command below a folder that has something left to be done.
   *
   * @throws PlanException in one line, if there is none
   */
  static Results last(Path parent, String command, Unfinished unfinished)
      throws IOException, PlanException {
    for (Results results : Results.all(parent)) {
      if (isOf(results, command) && unfinished.test(results)) {
        return results;
      }
    }
    throw new PlanException(
        "--resume needs a folder: there is no duet %s in %s that was broken off"
            .formatted(command, Experiment.shown(parent)));
  }

  /** What cannot be understood belongs to nobody. */
  private static boolean isOf(Results results, String command) throws IOException {
    try {
      return of(results).command.equals(command);
    } catch (PlanException _) {
      return false;
    }
  }

  /**
   * A folder whose trials compare two arms, so that there is a page to be made.
   *
   * @throws PlanException in one line, if they do not
   */
  static Results comparison(Path folder) throws IOException, PlanException {
    Results results = Results.of(folder);
    String command = of(results).command;
    if (command.equals("trust " + TrustStall.COMMAND)
        || command.equals("trust " + TrustAgree.COMMAND)) {
      throw new PlanException(
          "'%s' is no comparison: duet %s began it, and keeps what it finds in %s"
              .formatted(folder, command, TrustFile.FOUND));
    }
    return results;
  }
}
