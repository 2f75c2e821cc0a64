package duet.lab;

import duet.lab.plan.Asked;
import duet.lab.plan.Plan;
import duet.lab.plan.PlanException;
import duet.lab.process.Pinning;
import duet.lab.report.Findings;
import duet.lab.report.Joined;
import duet.lab.report.Regression;
import duet.lab.report.Results;
import duet.lab.stats.Judge;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares an arm with itself as it was. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says whether an arm needs more than it did.",
      "Of two commits both are built and their trials run in turns. Two results that are there"
          + " already were not measured in turns: what differs may be the machine, so a regression"
          + " is then found only in what is counted and not timed, allocated bytes, and only if"
          + " JDK, processors, duration and the arm's own options were the same.",
      "Where a figure is undecided, --resume=DIR --trials N adds trials up to N of each.",
      "",
      "Exit code 0: no regression was found, though a figure may be undecided. 1: a regression; the"
          + " last lines of stdout begin with 'regression:'. 1 too if nothing could be measured, a"
          + " build that fails, a server that does not start; then the last line of stderr begins"
          + " with 'duet:' and stdout has no line of a regression. 2: called wrongly."
    })
final class Diff implements Callable<Integer> {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "BEFORE",
      description = "a commit, or a result's folder")
  private @Nullable String before;

  @Parameters(index = "1", arity = "0..1", paramLabel = "AFTER", description = "likewise")
  private @Nullable String after;

  @Option(
      names = ARM,
      paramLabel = "ARM",
      defaultValue = "vertx-async",
      description = "which server; default vertx-async")
  private String arm = "";

  @Mixin private LoadOptions options = new LoadOptions();

  @Mixin private ResumeOption resume = new ResumeOption();

  @Spec private @Nullable CommandSpec command;

  private static final String ARM = "--arm";

  @Override
  public Integer call() throws Exception {
    Terminal terminal = Terminal.ofProcess();
    @Nullable String folder = resume.folder("--trials");
    if (folder != null) {
      return ofCommits(
          terminal, Experiment.resume(Home.find(), terminal, Begun.DIFF, folder, options.trials()));
    }
    if (before == null || after == null) {
      throw new PlanException(
          "BEFORE and AFTER must both be given: '%s'".formatted(before == null ? "" : before));
    }
    boolean beforeIsFolder = isResult(before);
    boolean afterIsFolder = isResult(after);
    if (beforeIsFolder != afterIsFolder) {
      throw new PlanException(
          "two commits or two results are compared, not one of each: '%s' and '%s'"
              .formatted(before, after));
    }
    if (beforeIsFolder) {
      refuseLoad();
      return ofResults(terminal, Path.of(before), Path.of(after));
    }
    Asked asked =
        options.asked(
            List.of("before=" + arm + ",commit=" + before, "after=" + arm + ",commit=" + after),
            Pinning.choose());
    return ofCommits(terminal, Experiment.begin(Home.find(), terminal, judged(asked), Begun.DIFF));
  }

  private static boolean isResult(String name) {
    return Files.isDirectory(Path.of(name));
  }

  /** Hours of trials must not end without a verdict. */
  private static Asked judged(Asked asked) throws PlanException {
    if (asked.trials() < Judge.VERDICT_TRIALS) {
      throw new PlanException(
          "--trials must be %d..%d, fewer give no verdict: %d"
              .formatted(Judge.VERDICT_TRIALS, Plan.MOST_TRIALS, asked.trials()));
    }
    return asked;
  }

  private void refuseLoad() throws PlanException {
    if (command != null) {
      for (OptionSpec option : command.commandLine().getParseResult().matchedOptions()) {
        if (!option.longestName().equals(ARM)) {
          throw new PlanException(
              option.longestName()
                  + " must not be given with two results, which are measured already: "
                  + option.originalStringValues());
        }
      }
    }
  }

  private static int ofCommits(Terminal terminal, Experiment experiment) throws Exception {
    Findings findings = experiment.run();
    experiment.say(findings);
    Regression regression = Regression.of(findings);
    say(terminal, regression);
    regression.undecided().forEach(line -> terminal.say("undecided: " + line));
    return exitCode(terminal, regression.found(), "no regression was found");
  }

  private static void say(Terminal terminal, Regression regression) {
    terminal.say("looked at for a regression, " + regression.confidence());
    regression.lines().forEach(terminal::say);
  }

  private static int exitCode(Terminal terminal, List<String> regressions, String otherwise) {
    regressions.forEach(line -> terminal.say("regression: " + line));
    if (regressions.isEmpty()) {
      terminal.say(otherwise);
    }
    return regressions.isEmpty() ? 0 : 1;
  }

  private int ofResults(Terminal terminal, Path one, Path other) throws Exception {
    Results earlier = Begun.comparison(one);
    Results later = Begun.comparison(other);
    Plan plan = earlier.asked().plan();
    Plan laterPlan = later.asked().plan();
    Regression regression =
        Regression.of(Joined.findings(plan, earlier.trials(), laterPlan, later.trials(), arm));
    terminal.say("not interleaved: what differs may be the machine on another day");
    say(terminal, regression);
    List<String> differences =
        Joined.differences(plan, earlier.setting(), laterPlan, later.setting(), arm);
    differences.forEach(line -> terminal.say("measured otherwise: " + line));
    return differences.isEmpty()
        ? exitCode(
            terminal,
            regression.foundWhateverTheDay(),
            "no regression was found that the day could not explain;"
                + " duet diff COMMIT COMMIT measures both in turns and decides")
        : exitCode(
            terminal,
            List.of(),
            "nothing is decided of results that were measured otherwise;"
                + " duet diff COMMIT COMMIT measures both in turns and decides");
  }
}
