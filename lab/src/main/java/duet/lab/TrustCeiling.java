package duet.lab;

import duet.lab.plan.PlanException;
import duet.lab.plan.Processors;
import duet.lab.process.Ceiling;
import duet.lab.process.LoadFailedException;
import duet.lab.process.Pinning;
import duet.lab.process.WarmServer;
import duet.lab.report.Results;
import duet.lab.sample.ProcessGoneException;
import duet.lab.stats.Interval;
import duet.lab.stats.Judge;
import duet.lab.stats.Location;
import duet.lab.trust.OtherLoad;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the generator can bring, beside wrk. */
@Command(
    name = "ceiling",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures how many requests a second the load generator brings to an nginx, in turns with wrk,"
          + " and what 10,000 connections take; exit code 1 below 0.7 of wrk or above 256 MiB.",
      "Needs nginx and wrk."
    })
final class TrustCeiling implements Callable<Integer> {
  static final String COMMAND = "ceiling";

  private static final double LEAST_SHARE = 0.7;
  private static final double MOST_MEBIBYTES = 256;
  private static final int MANY = 10_000;
  private static final Duration HOLD = Duration.ofSeconds(5);
  private static final Duration SHORTEST = Duration.ofSeconds(3);

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "10",
      description = "both once in each, 5..1000; default 10")
  private int rounds;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      defaultValue = "4s",
      description = "of each, whole seconds, 3s at least; default 4s")
  private String duration = "";

  /** What is kept: the rates round by round; there are no trials. */
  record Found(
      String command,
      int connections,
      List<Double> oursPerSecond,
      List<Double> wrkPerSecond,
      @Nullable Interval oursToWrk,
      Ceiling.Held held) {}

  @Override
  public Integer call() throws Exception {
    Duration each = LoadOptions.time(duration);
    if (each.compareTo(SHORTEST) < 0 || each.toMillis() % 1000 != 0) {
      throw new PlanException("--duration must be whole seconds, 3s at least: '" + duration + "'");
    }
    if (rounds < Judge.VERDICT_TRIALS || rounds > 1000) {
      throw new PlanException("--rounds must be " + Judge.VERDICT_TRIALS + "..1000: " + rounds);
    }
    if (!Ceiling.isPossible() || !WarmServer.isInPath(OtherLoad.WRK.program())) {
      throw new LabException("nginx and wrk must both be installed");
    }
    Terminal terminal = Terminal.ofProcess();
    Results results = Results.next(Home.find().results());
    Found found = measure(terminal, results, each);
    results.write(TrustFile.FOUND, found);
    boolean enough = say(terminal, found);
    terminal.say("saved " + Experiment.shown(results.folder().resolve(TrustFile.FOUND)));
    return enough ? 0 : 1;
  }

  private Found measure(Terminal terminal, Results results, Duration each)
      throws IOException, InterruptedException, LabException {
    Processors processors = Pinning.choose();
    Pinning.pinThisProcess(processors.load());
    try (var ceiling = Ceiling.open(processors, results.logs())) {
      var ours = new ArrayList<Double>();
      var wrk = new ArrayList<Double>();
      for (int round = 0; round < rounds; round++) {
        terminal.step(
            "round %d/%d  %s left"
                .formatted(
                    round + 1,
                    rounds,
                    Terminal.inWords(
                        each.plusSeconds(1).multipliedBy(2L * (rounds - round)).plus(HOLD))));
        for (boolean isOurs : new boolean[] {round % 2 == 0, round % 2 != 0}) {
          if (isOurs) {
            ours.add(ceiling.ours(each));
          } else {
            wrk.add(wrk(ceiling, each));
          }
        }
      }
      terminal.step("holds %,d connections".formatted(MANY));
      return new Found(
          COMMAND,
          ceiling.connections(),
          ours,
          wrk,
          Judge.within(0.03, 42).judge(wrk, ours).ratio(),
          ceiling.held(MANY, HOLD));
    } catch (LoadFailedException | ProcessGoneException e) {
      throw new LabException("the load generator fails: " + e.getMessage());
    }
  }

  private static double wrk(Ceiling ceiling, Duration each)
      throws IOException, InterruptedException, LabException {
    OtherLoad.Counted counted =
        OtherLoad.WRK.counted(
            ceiling.theirs(OtherLoad.WRK.command(ceiling.url(), ceiling.connections(), each)));
    if (counted.failed() > 0) {
      throw new LabException("wrk counts " + counted.failed() + " failed requests");
    }
    return counted.perSecond();
  }

  private static boolean say(Terminal terminal, Found found) {
    Interval share = found.oursToWrk;
    boolean fast = share != null && share.low() >= LEAST_SHARE;
    Ceiling.Held held = found.held;
    boolean small = held.peakMebibytes() <= MOST_MEBIBYTES && held.failed() == 0;
    terminal.say(
        String.format(
            Locale.ROOT,
            "closed loop on %d connections, medians of %d: duet %,.0f/s, wrk %,.0f/s",
            found.connections,
            found.oursPerSecond.size(),
            Location.median(found.oursPerSecond),
            Location.median(found.wrkPerSecond)));
    terminal.say(
        share == null
            ? "duet ÷ wrk   no interval"
            : String.format(
                Locale.ROOT,
                "duet ÷ wrk   %.3f × 95%% CI [%.3f, %.3f]   %s",
                share.estimate(),
                share.low(),
                share.high(),
                fast ? "at least 0.7" : "not shown to be at least 0.7"));
    terminal.say(
        String.format(
            Locale.ROOT,
            "%,d connections   %,d answers, %d failed, peak %.0f MiB   %s",
            held.connections(),
            held.answers(),
            held.failed(),
            held.peakMebibytes(),
            small ? "within 256 MiB" : "not within 256 MiB without a failure"));
    return fast && small;
  }
}
