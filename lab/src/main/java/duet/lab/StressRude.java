package duet.lab;

import duet.lab.plan.PlanException;
import duet.lab.process.LoadFailedException;
import duet.lab.stress.Rude;
import duet.lab.stress.RudeKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Slow and rude clients. */
@Command(
    name = "rude",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Sends crowds of rude clients to the servers: heads and bodies that come a byte at a time, in"
          + " chunks or not, readers that take nothing or little, clients that send nothing, vanish,"
          + " or reset their connection in the middle of something. Each must be cut off within its"
          + " time, and the p99 of well-behaved clients at most double; exit code 1 if not.",
      "Kinds that more than double it come twice more, in turns with a crowd of that kind at another"
          + " server on the same processor, which tells how much of it is this one's.",
      "With the standard limits it takes from seven to twenty minutes for each server, with --quick,"
          + " which judges no p99, about two minutes.",
      "As root vanishing clients have a network namespace of their own, whose link is taken down;"
          + " otherwise their process is stopped, and their kernel still answers."
    })
final class StressRude implements Callable<Integer> {
  @Mixin private StressRun run = new StressRun();

  @Option(
      names = "--only",
      paramLabel = "KIND",
      split = ",",
      description =
          "one or more of slow-heads, slow-bodies, slow-chunks, no-readers, slow-readers, silent,"
              + " half-open, resets; default all")
  private List<String> only = List.of();

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "1000",
      description = "rude ones at once, 10..5000; default 1000")
  private int clients;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "2000",
      description = "requests per second of the others, 100..20000; default 2000")
  private int rate;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "1",
      description = "crowds of each kind, 1..20; default 1")
  private int rounds;

  @Option(
      names = "--quick",
      description = "with limits of 3 s (4 s without a request) instead of the standard ones")
  private boolean quick;

  @Override
  public Integer call() throws Exception {
    var asked =
        new Rude.Asked(
            kinds(),
            StressRun.within(10, 5000, "--clients", clients),
            StressRun.within(100, 20_000, "--rate", rate),
            StressRun.within(1, 20, "--rounds", rounds),
            quick ? 2000 : 8000,
            quick);
    return run.run(
        "rude",
        asked,
        (servers, arm, progress) -> {
          try {
            return Rude.run(asked, servers, arm, progress);
          } catch (LoadFailedException e) {
            throw new LabException("there was no load: " + e.getMessage());
          }
        });
  }

  private Set<RudeKind> kinds() throws PlanException {
    var kinds = EnumSet.noneOf(RudeKind.class);
    for (String key : only.isEmpty() ? RudeKind.keys() : only) {
      kinds.add(
          RudeKind.of(key)
              .orElseThrow(
                  () ->
                      new PlanException(
                          "--only must be some of %s: '%s'"
                              .formatted(String.join(", ", RudeKind.keys()), key))));
    }
    return kinds;
  }
}
