package duet.lab;

import com.sun.management.UnixOperatingSystemMXBean;
import duet.lab.process.LoadFailedException;
import duet.lab.stress.Connections;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Many connections. */
@Command(
    name = "connections",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Opens connections: as many as are asked for that are idle, then as many that are not; more"
          + " than the servers take, and more than they may open files for; and new ones all the"
          + " time, which are closed or reset. All that are taken must be served, the others told"
          + " so, and nothing may be left when they have gone; exit code 1 if not.",
      "Needs ulimit -n 14000 for 10,000 connections (the hard limit counts). With the defaults it"
          + " takes about four minutes, with --seconds 10 about two."
    })
final class StressConnections implements Callable<Integer> {
  @Mixin private StressRun run = new StressRun();

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "10000",
      description = "kept at once, 100..20000; default 10000")
  private int connections;

  @Option(
      names = "--churn",
      paramLabel = "N",
      defaultValue = "1000",
      description = "new connections a second, 10..10000; default 1000")
  private int churn;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "of new connections, 2..3600, a fifth of it of active ones; default 60")
  private int seconds;

  @Override
  public Integer call() throws Exception {
    var asked =
        new Connections.Asked(
            StressRun.within(100, 20_000, "--connections", connections),
            StressRun.within(10, 10_000, "--churn", churn),
            StressRun.within(2, 3600, "--seconds", seconds));
    if (asked.descriptors() > mostDescriptors()) {
      throw new LabException(
          "--connections %d needs ulimit -Hn %d or more: it is %d"
              .formatted(connections, asked.descriptors(), mostDescriptors()));
    }
    return run.run(
        "connections",
        asked,
        (servers, arm, progress) -> {
          try {
            return Connections.run(asked, servers, arm, progress);
          } catch (LoadFailedException e) {
            throw new LabException("there was no load: " + e.getMessage());
          }
        });
  }

  /** A JVM raises its limit to the hard one, and its children inherit that. */
  private static long mostDescriptors() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : Integer.MAX_VALUE;
  }
}
