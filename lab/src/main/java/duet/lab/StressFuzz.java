package duet.lab;

import duet.lab.plan.Arm;
import duet.lab.plan.PlanException;
import duet.lab.plan.Processors;
import duet.lab.process.ArmProcess;
import duet.lab.process.Foreground;
import duet.lab.process.Servers;
import duet.lab.report.Results;
import duet.lab.stress.Readiness;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Broken requests. */
@Command(
    name = "fuzz",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says broken and unbroken requests to the servers, drawn from a grammar and then changed byte by"
          + " byte, and looks for answers that they must not give and for differences between the"
          + " two; exit code 1 if something is found, which --replay then shows.",
      "A million requests take about three minutes, and more while the JVMs are cold."
    })
final class StressFuzz implements Callable<Integer> {
  private static final int MOST_REQUESTS = 1_000_000_000;

  @Mixin private StressRun run = new StressRun();

  @Option(
      names = "--requests",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "to all servers together, 1..1000000000; default 1000000")
  private int requests;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "the same makes the same bytes; default 1")
  private long seed;

  @Option(
      names = "--replay",
      paramLabel = "INDEX",
      description = "holds one conversation of that seed, and shows it")
  private String replay = "";

  @Option(names = "--shrink", description = "with --replay: leaves out what is not needed")
  private boolean shrink;

  @Override
  public Integer call() throws IOException, InterruptedException, PlanException {
    StressRun.within(1, MOST_REQUESTS, "--requests", requests);
    if (!replay.matches("[0-9]{0,12}")) {
      throw new PlanException("--replay must be a whole number: '" + replay + "'");
    }
    if (shrink && replay.isEmpty()) {
      throw new PlanException("--shrink must come with --replay: there is nothing to shrink");
    }
    List<Arm.Ours> arms = run.arms();
    Home home = Home.find();
    Results results = Results.next(home.results());
    Processors everywhere = new Processors("", "");
    var running = new ArrayList<ArmProcess>();
    try (var servers = Servers.open(arms, everywhere, home.folder(), results.logs())) {
      try {
        for (Arm.Ours arm : arms) {
          running.add(servers.start(arm, arm.name(), List.of()));
          Readiness.await(running.getLast()); // a first request for rows is slow
        }
        return Foreground.fuzz(home.folder(), arguments(running));
      } finally {
        ArmProcess.close(running);
      }
    }
  }

  private List<String> arguments(List<ArmProcess> running) {
    var arguments = new ArrayList<String>();
    running.forEach(server -> arguments.add(server.base().toString()));
    arguments.add("--seed=" + seed);
    if (replay.isEmpty()) {
      arguments.add("--requests=" + requests);
      arguments.add(
          "--admin="
              + running.stream()
                  .flatMap(server -> server.admin().stream())
                  .map(URI::toString)
                  .collect(Collectors.joining(",")));
    } else {
      arguments.add("--replay=" + replay);
      if (shrink) {
        arguments.add("--shrink");
      }
    }
    return arguments;
  }
}
