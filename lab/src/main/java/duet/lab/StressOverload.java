package duet.lab;

import duet.lab.plan.PlanException;
import duet.lab.plan.Workload;
import duet.lab.process.LoadFailedException;
import duet.lab.stress.Overload;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** More requests than can be answered. */
@Command(
    name = "overload",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Offers servers more than they can answer: what they bring beyond their capacity must be what"
          + " they bring at it, and the rest be refused at once; exit code 1 if not.",
      "With the defaults it takes about eleven minutes."
    })
final class StressOverload implements Callable<Integer> {
  @Mixin private StressRun run = new StressRun();

  @Option(
      names = "--workload",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "json,db,delay-20",
      description = "one or more, as of compare; default json,db,delay-20")
  private List<String> workloads = List.of();

  @Option(
      names = "--factor",
      paramLabel = "F",
      split = ",",
      defaultValue = "0.5,1,2,3",
      description = "of the capacity, each 0.1..10; default 0.5,1,2,3")
  private List<Double> factors = List.of();

  @Option(
      names = "--database-connections",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "of the servers, 1..1000: so few that they are what is short, and not a processor that"
              + " the database shares with the load; default 2")
  private int databaseConnections;

  @Option(
      names = "--max-requests",
      paramLabel = "N",
      defaultValue = "128",
      description = "the servers' limit of requests answered at once, 1..10000; default 128")
  private int maxRequests;

  @Option(names = "--adaptive", description = "the servers' limit adapts")
  private boolean adaptive;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "512",
      description = "that requests are spread over, 1..10000; default 512")
  private int connections;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      defaultValue = "4s",
      description = "of each load, 500ms..10m; default 4s")
  private String duration = "";

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "4",
      description = "of all loads, every second one in reverse order, 1..100; default 4")
  private int rounds;

  @Override
  public Integer call() throws Exception {
    var parsed = new ArrayList<Workload>();
    for (String workload : workloads) {
      parsed.add(Workload.parse(workload));
    }
    for (double factor : factors) {
      if (!(factor >= 0.1 && factor <= 10)) {
        throw new PlanException("--factor must be 0.1..10: " + factor);
      }
    }
    var asked =
        new Overload.Asked(
            parsed,
            StressRun.within(1, 1000, "--database-connections", databaseConnections),
            StressRun.within(1, 10_000, "--max-requests", maxRequests),
            adaptive,
            StressRun.within(1, 10_000, "--connections", connections),
            factors,
            StressRun.duration(duration).toMillis(),
            StressRun.within(1, 100, "--rounds", rounds));
    return run.run(
        "overload",
        asked,
        (servers, arm, progress) -> {
          try {
            return Overload.run(asked, servers, arm, progress);
          } catch (LoadFailedException e) {
            throw new LabException("there was no load: " + e.getMessage());
          }
        });
  }
}
