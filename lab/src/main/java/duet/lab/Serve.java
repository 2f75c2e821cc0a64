package duet.lab;

import duet.lab.plan.Arm;
import duet.lab.plan.PlanException;
import duet.lab.process.Foreground;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs one arm in the foreground. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Runs one of the servers until Ctrl-C.")
final class Serve implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "ARM", description = "vertx-async or helidon-virtual")
  private String arm = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "SETTING",
      description = "its settings, behind --: -- --port=8080; -- --help lists them")
  private List<String> settings = List.of();

  @Override
  public Integer call() throws PlanException, IOException, InterruptedException {
    if (!(Arm.parse(arm) instanceof Arm.Ours ours)) {
      throw new PlanException("only an arm of this project is served: '" + arm + "'");
    }
    Terminal terminal = Terminal.ofProcess();
    return Foreground.serve(
        ours,
        Home.find().folder(),
        settings,
        pid -> terminal.note(ours.name() + " is process " + pid));
  }
}
