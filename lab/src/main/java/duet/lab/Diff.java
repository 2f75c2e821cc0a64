package duet.lab;

import duet.lab.plan.Asked;
import duet.lab.plan.PlanException;
import duet.lab.process.Pinning;
import duet.lab.report.Findings;
import duet.lab.report.Regression;
import duet.lab.report.Results;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares an arm with itself as it was. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says whether an arm needs more than it did; exit code 1 if it does.",
      "Of two commits both are built and their trials run in turns. Two results that are there"
          + " already were not measured in turns: what differs may be the machine, so the exit code"
          + " is then 1 only for what is counted and not timed, allocated bytes."
    })
final class Diff implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "BEFORE", description = "a commit, or a result's folder")
  private String before = "";

  @Parameters(index = "1", paramLabel = "AFTER", description = "likewise")
  private String after = "";

  @Option(
      names = "--arm",
      paramLabel = "ARM",
      defaultValue = "vertx-async",
      description = "which server; default vertx-async")
  private String arm = "";

  @Mixin private LoadOptions options = new LoadOptions();

  @Override
  public Integer call() throws Exception {
    Terminal terminal = Terminal.ofProcess();
    boolean beforeIsFolder = isResult(before);
    boolean afterIsFolder = isResult(after);
    if (beforeIsFolder != afterIsFolder) {
      throw new PlanException(
          "two commits or two results are compared, not one of each: '%s' and '%s'"
              .formatted(before, after));
    }
    return beforeIsFolder ? ofResults(terminal) : ofCommits(terminal);
  }

  private static boolean isResult(String name) {
    return Files.isDirectory(Path.of(name));
  }

  private int ofCommits(Terminal terminal) throws Exception {
    Asked asked =
        options.asked(
            List.of("before=" + arm + ",commit=" + before, "after=" + arm + ",commit=" + after),
            Pinning.choose());
    Experiment experiment = Experiment.begin(Home.find(), terminal, asked);
    Findings findings = experiment.run();
    experiment.say(findings);
    return exitCode(terminal, Regression.of(findings).found(), "no regression was found");
  }

  private static int exitCode(Terminal terminal, List<String> regressions, String otherwise) {
    regressions.forEach(line -> terminal.say("regression: " + line));
    if (regressions.isEmpty()) {
      terminal.say(otherwise);
    }
    return regressions.isEmpty() ? 0 : 1;
  }

  private int ofResults(Terminal terminal) throws Exception {
    Results one = Results.of(Path.of(before));
    Results other = Results.of(Path.of(after));
    Regression regression =
        Regression.of(
            Regression.between(
                one.asked().plan(), one.trials(), other.asked().plan(), other.trials(), arm));
    terminal.say("not interleaved: what differs may be the machine on another day");
    regression.lines().forEach(terminal::say);
    return exitCode(
        terminal,
        regression.foundWhateverTheDay(),
        "no regression was found that the day could not explain;"
            + " duet diff COMMIT COMMIT measures both in turns and decides");
  }
}
