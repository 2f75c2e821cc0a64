package duet.lab;

import duet.lab.process.Pinning;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Compares two arms. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says which of two servers needs less, by how much, and how sure that is.",
      "Where a verdict is inconclusive, --resume=DIR --trials N adds trials up to N of each."
    })
final class Compare implements Callable<Integer> {
  @Parameters(
      arity = "0..2",
      paramLabel = "ARM",
      description =
          "two arms; vertx-async and helidon-virtual where none is named. duet arms says how one is"
              + " written")
  private List<String> arms = List.of("vertx-async", "helidon-virtual");

  @Mixin private LoadOptions options = new LoadOptions();

  @Mixin private ResumeOption resume = new ResumeOption();

  @Override
  public Integer call() throws Exception {
    Home home = Home.find();
    Terminal terminal = Terminal.ofProcess();
    @Nullable String folder = resume.folder("--trials");
    Experiment experiment =
        folder != null
            ? Experiment.resume(home, terminal, Begun.COMPARE, folder, options.trials())
            : Experiment.begin(
                home, terminal, options.asked(arms, Pinning.choose()), Begun.COMPARE);
    experiment.say(experiment.run());
    return 0;
  }
}
