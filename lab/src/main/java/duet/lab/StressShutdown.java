package duet.lab;

import duet.lab.stress.Shutdown;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** SIGTERM under load. */
@Command(
    name = "shutdown",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Sends SIGTERM to servers under load and counts every request on both sides: no request that"
          + " was read may be lost, and the server must be gone in time; exit code 1 if not.",
      "With the defaults it takes about five minutes."
    })
final class StressShutdown implements Callable<Integer> {
  @Mixin private StressRun run = new StressRun();

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "2000",
      description = "requests per second, 1..20000; default 2000")
  private int rate;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "100",
      description = "that they are spread over, 1..1000; default 100")
  private int connections;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      defaultValue = "5s",
      description = "load before the signal, 500ms..10m; default 5s")
  private String duration = "";

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "server processes for each kind of load, 1..1000; default 3")
  private int rounds;

  @Override
  public Integer call() throws Exception {
    var asked =
        new Shutdown.Asked(
            StressRun.within(1, 20_000, "--rate", rate),
            StressRun.within(1, 1000, "--connections", connections),
            StressRun.duration(duration).toMillis(),
            StressRun.within(1, 1000, "--rounds", rounds));
    return run.run(
        "shutdown", asked, (servers, arm, progress) -> Shutdown.run(asked, servers, arm, progress));
  }
}
