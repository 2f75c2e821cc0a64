package duet.lab;

import duet.lab.plan.PlanException;
import duet.lab.plan.Workload;
import duet.lab.process.Balancer;
import duet.lab.process.LoadFailedException;
import duet.lab.stress.Restart;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Restarts behind a load balancer. */
@Command(
    name = "restart",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Restarts two servers in turns behind a load balancer and under load: no request may fail;"
          + " exit code 1 if one does. The balancer may send a request again to the other server.",
      "Needs nginx or haproxy; with the defaults it takes about a minute and a half."
    })
final class StressRestart implements Callable<Integer> {
  /** A server takes some seconds to start: two restarts at least. */
  private static final Duration SHORTEST = Duration.ofSeconds(10);

  @Mixin private StressRun run = new StressRun();

  @Option(
      names = "--balancer",
      paramLabel = "NAME",
      defaultValue = "",
      description = "nginx or haproxy; the first of them that is installed")
  private String balancer = "";

  @Option(
      names = "--workload",
      paramLabel = "NAME",
      defaultValue = "delay-20",
      description = "root, plaintext, json, db, delay-20, …, or a path; default delay-20")
  private String workload = "";

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "2000",
      description = "requests per second, 1..20000; default 2000")
  private int rate;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      defaultValue = "30s",
      description = "of the load, 10s..10m; default 30s")
  private String duration = "";

  @Override
  public Integer call() throws Exception {
    var asked =
        new Restart.Asked(
            balancer(),
            Workload.parse(workload),
            StressRun.within(1, 20_000, "--rate", rate),
            StressRun.duration(duration, SHORTEST).toMillis());
    return run.run(
        "restart",
        asked,
        (servers, arm, progress) -> {
          try {
            return Restart.run(asked, servers, arm, progress);
          } catch (LoadFailedException e) {
            throw new LabException("there was no load: " + e.getMessage());
          }
        });
  }

  private Balancer.Kind balancer() throws PlanException, LabException {
    for (Balancer.Kind kind : Balancer.Kind.values()) {
      if (balancer.isEmpty() ? kind.isHere() : kind.program().equals(balancer)) {
        if (kind.isHere()) {
          return kind;
        }
        throw new LabException(balancer + " is not installed");
      }
    }
    if (balancer.isEmpty()) {
      throw new LabException("a load balancer must be installed: " + names());
    }
    throw new PlanException("--balancer must be " + names() + ": '" + balancer + "'");
  }

  private static String names() {
    return Arrays.stream(Balancer.Kind.values())
        .map(Balancer.Kind::program)
        .collect(Collectors.joining(" or "));
  }
}
