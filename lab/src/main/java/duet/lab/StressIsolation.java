package duet.lab;

import duet.lab.process.LoadFailedException;
import duet.lab.stress.Isolation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A few requests that block. */
@Command(
    name = "isolation",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lets one request in a hundred hold a lock, spin or call native code that waits, on the thread"
          + " that serves it and on another, and says what that does to all others; and compares"
          + " every byte of bodies that a thousand connections have echoed at once; exit code 1 if a"
          + " request failed or an echo was not what had been sent.",
      "With the defaults it takes about five minutes."
    })
final class StressIsolation implements Callable<Integer> {
  @Mixin private StressRun run = new StressRun();

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "400",
      description = "requests per second, 100..20000, of which a hundredth blocks; default 400")
  private int rate;

  @Option(
      names = "--millis",
      paramLabel = "N",
      defaultValue = "50",
      description = "for which each of these blocks, 1..1000; default 50")
  private int millis;

  @Option(
      names = "--turns",
      paramLabel = "N",
      defaultValue = "2",
      description = "with them, and as many without, 1..100; default 2")
  private int turns;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      defaultValue = "5s",
      description = "of each turn, 500ms..10m; default 5s")
  private String duration = "";

  @Option(
      names = "--echoes",
      paramLabel = "N",
      defaultValue = "50000",
      description = "bodies, 1000..100000000; default 50000")
  private int echoes;

  @Override
  public Integer call() throws Exception {
    var asked =
        new Isolation.Asked(
            StressRun.within(100, 20_000, "--rate", rate),
            StressRun.within(1, 1000, "--millis", millis),
            StressRun.within(1, 100, "--turns", turns),
            StressRun.duration(duration).toMillis(),
            StressRun.within(1000, 100_000_000, "--echoes", echoes));
    return run.run(
        "isolation",
        asked,
        (servers, arm, progress) -> {
          try {
            return Isolation.run(asked, servers, arm, progress);
          } catch (LoadFailedException e) {
            throw new LabException("there was no load: " + e.getMessage());
          }
        });
  }
}
