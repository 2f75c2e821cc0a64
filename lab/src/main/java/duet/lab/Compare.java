package duet.lab;

import duet.lab.plan.Asked;
import duet.lab.plan.Plan;
import duet.lab.plan.PlanException;
import duet.lab.process.Bench;
import duet.lab.process.Pinning;
import duet.lab.process.Trees;
import duet.lab.report.Findings;
import duet.lab.report.Results;
import duet.lab.report.Setting;
import duet.lab.report.Summary;
import duet.lab.sample.Machine;
import duet.lab.sample.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Compares two arms. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Says which of two servers needs less, by how much, and how sure that is.")
final class Compare implements Callable<Integer> {
  /** At what the machine does without us. */
  private static final Duration LOOK = Duration.ofMillis(500);

  @Parameters(
      arity = "0..2",
      paramLabel = "ARM",
      description =
          "two arms; vertx-async and helidon-virtual where none is named. duet arms says how one is"
              + " written")
  private List<String> arms = List.of("vertx-async", "helidon-virtual");

  @Mixin private LoadOptions options = new LoadOptions();

  @Override
  public Integer call() throws Exception {
    Home home = Home.find();
    Terminal terminal = Terminal.ofProcess();
    Results results;
    Asked asked;
    List<Trial> before = List.of();
    if (options.resume().isPresent()) {
      String folder = options.resume().get();
      results = folder.isEmpty() ? Results.last(home.results()) : Results.of(Path.of(folder));
      asked = results.asked();
      before = results.trials();
    } else {
      asked = options.asked(arms, Pinning.choose());
      asked.plan();
      results = Results.next(home.results());
      results.write(asked);
    }
    return run(home, terminal, results, asked, before);
  }

  private static int run(
      Home home, Terminal terminal, Results results, Asked asked, List<Trial> before)
      throws IOException, InterruptedException, PlanException, LabException {
    Plan plan = asked.plan();
    var end = new Thread(() -> terminal.note(kept(results)), "kept");
    Runtime.getRuntime().addShutdownHook(end);
    terminal.step("looks at the machine");
    Machine machine = Machine.read(LOOK);
    Pinning.pinThisProcess(plan.processors().load());
    List<Trial> trials;
    try (Bench bench = Bench.open(plan, Trees.here(home.folder()), results.logs())) {
      Setting setting = new Preliminaries(home, plan, machine, terminal).look(bench);
      results.write(setting);
      trials = new Comparison(plan, results, before, bench, terminal).run();
    } finally {
      Runtime.getRuntime().removeShutdownHook(end);
    }
    Findings findings = Findings.of(plan, trials);
    Summary.lines(asked, results.setting(), findings).forEach(terminal::say);
    terminal.say("saved " + home.folder().relativize(results.folder()));
    return 0;
  }

  private static String kept(Results results) {
    return "broken off; what is measured is kept in "
        + results.folder().getFileName()
        + ", duet compare --resume goes on";
  }
}
