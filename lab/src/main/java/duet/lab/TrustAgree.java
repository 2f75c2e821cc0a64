package duet.lab;

import duet.lab.plan.Asked;
import duet.lab.plan.Plan;
import duet.lab.plan.PlanException;
import duet.lab.plan.Processors;
import duet.lab.process.Bench;
import duet.lab.process.Pinning;
import duet.lab.process.WarmServer;
import duet.lab.report.Results;
import duet.lab.sample.Figure;
import duet.lab.sample.Trial;
import duet.lab.stats.Judge;
import duet.lab.trust.Agreed;
import duet.lab.trust.Orders;
import duet.lab.trust.OtherLoad;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The same server, measured by other people's load generators. */
@Command(
    name = "agree",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures a server's CPU time for each request under wrk, h2load and the laboratory's own"
          + " generator in turns, on a workload that all of them outrun; exit code 1 unless they"
          + " agree within 3 %%.",
      "Needs wrk or h2load, and is worth more with both."
    })
final class TrustAgree implements Callable<Integer> {
  static final String COMMAND = "agree";

  private static final String OURS = "duet";
  private static final int CONNECTIONS = 64;
  private static final double BAND = 0.03;
  private static final int AGAIN = 3;

  /** Windows of each generator in a round, in turns: of a processor that is slow all have some. */
  private static final int PASSES = 3;

  /** Notes the run that a server was started for: one round is of one server. */
  private static final String OF_SERVER = "of the server started for run ";

  /** From a generator's start to the first reading; h2load warms up for a second of it. */
  private static final Duration SETTLE = Duration.ofMillis(1500);

  /** It runs for so much longer than it is looked at. */
  private static final Duration BESIDE = Duration.ofSeconds(2);

  @Mixin private ArmOption arm = new ArmOption();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "6",
      description = "a fresh server each, the generators in another order, 5..1000; default 6")
  private int rounds;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      defaultValue = "4s",
      description =
          "for which each generator is looked at, three times a round, whole seconds; default 4s")
  private String duration = "";

  @Mixin private ResumeOption resume = new ResumeOption();

  /** What is kept. */
  record Found(
      String command,
      String workload,
      int connections,
      double band,
      List<String> missing,
      List<Agreed> agreed) {}

  @Override
  public Integer call() throws Exception {
    Terminal terminal = Terminal.ofProcess();
    var others = new ArrayList<OtherLoad>();
    var missing = new ArrayList<String>();
    for (OtherLoad other : OtherLoad.values()) {
      if (WarmServer.isInPath(other.program())) {
        others.add(other);
      } else {
        missing.add(other.program());
        terminal.note(other.program() + " is not in PATH and is left out");
      }
    }
    if (others.isEmpty()) {
      throw new LabException("neither wrk nor h2load is in PATH: there is nothing to agree with");
    }
    Experiment experiment =
        TrustFile.open(Home.find(), terminal, COMMAND, resume.folder(), this::asked);
    Results results = experiment.results();
    Plan plan = results.asked().plan();
    if (!isDone(plan, results.trials(), others)) {
      experiment.onBench(bench -> run(terminal, plan, results, bench, others));
    }
    List<Trial> trials = results.trials();
    var agreed =
        others.stream().map(other -> agreed(plan, trials, others, other.program())).toList();
    results.write(
        TrustFile.FOUND,
        new Found(COMMAND, plan.workloads().getFirst().name(), CONNECTIONS, BAND, missing, agreed));
    Agreed.lines(agreed).forEach(terminal::say);
    terminal.say("saved " + Experiment.shown(results.folder().resolve(TrustFile.FOUND)));
    return agreed.stream().allMatch(Agreed::withinBand) ? 0 : 1;
  }

  private Asked asked() throws PlanException {
    String ours = arm.ours();
    long millis = LoadOptions.time(duration).toMillis();
    if (millis % 1000 != 0 || millis < 1000) {
      throw new PlanException("--duration must be whole seconds: '" + duration + "'");
    }
    if (rounds < Judge.VERDICT_TRIALS || rounds > Plan.MOST_TRIALS) {
      throw new PlanException("--rounds must be " + Judge.VERDICT_TRIALS + "..1000: " + rounds);
    }
    Processors free = Pinning.choose();
    return new Asked(
        List.of(ours, TrustFile.named("again", ours)),
        List.of("delay-20"),
        "max",
        false,
        CONNECTIONS,
        false,
        rounds,
        millis,
        100 * BAND,
        42,
        false,
        false,
        free.server(),
        free.load());
  }

  private static void run(
      Terminal terminal, Plan plan, Results results, Bench bench, List<OtherLoad> others)
      throws IOException, InterruptedException, PlanException, LabException {
    List<String> names = names(others);
    List<List<String>> orders = Orders.of(names);
    Duration window = plan.duration().plus(BESIDE);
    Duration each = window.multipliedBy((PASSES + 1L) * names.size()).plusSeconds(20);
    for (int round = 0; round < plan.trials(); round++) {
      if (isDone(results.trials(), names, round)) {
        continue;
      }
      terminal.step(
          "round %d/%d  %s left"
              .formatted(
                  round + 1,
                  plan.trials(),
                  Terminal.inWords(each.multipliedBy(plan.trials() - round))));
      for (int attempt = 0; !isDone(results.trials(), names, round); attempt++) {
        if (attempt == AGAIN) {
          throw new LabException(
              "round %d: of %d servers in turn windows were void".formatted(round + 1, AGAIN));
        }
        var slot = new Plan.Slot(plan.workloads().getFirst(), plan.first(), round);
        try (WarmServer server = bench.warm(slot)) {
          // Each sends other bytes, and a server compiles anew for what it has not seen: not kept.
          for (String name : names) {
            trial(plan, slot, server, name, 0);
          }
          measure(terminal, plan, slot, server, orders, results);
        }
      }
    }
  }

  /** All windows of one server, unless one is void again and again. */
  private static void measure(
      Terminal terminal,
      Plan plan,
      Plan.Slot slot,
      WarmServer server,
      List<List<String>> orders,
      Results results)
      throws IOException, InterruptedException, PlanException {
    String ofServer = OF_SERVER + Trial.next(results.trials());
    for (int pass = 0; pass < PASSES; pass++) {
      for (String name : orders.get((slot.pair() + pass) % orders.size())) {
        boolean counts = false;
        for (int attempt = 0; !counts; attempt++) {
          if (attempt == AGAIN) {
            return;
          }
          Trial trial =
              trial(plan, slot, server, name, Trial.next(results.trials())).noting(ofServer);
          results.write(trial);
          trial.faults().forEach(fault -> terminal.note(name + ": void: " + fault));
          counts = trial.counts();
        }
      }
    }
  }

  private static List<String> names(List<OtherLoad> others) {
    var names = new ArrayList<>(List.of(OURS));
    others.forEach(other -> names.add(other.program()));
    return names;
  }

  private static boolean isDone(Plan plan, List<Trial> trials, List<OtherLoad> others) {
    List<String> names = names(others);
    return IntStream.range(0, plan.trials()).allMatch(round -> isDone(trials, names, round));
  }

  private static boolean isDone(List<Trial> trials, List<String> names, int round) {
    return !Agreed.round(trials, names, round, PASSES).isEmpty();
  }

  private static Trial trial(Plan plan, Plan.Slot slot, WarmServer server, String name, int run)
      throws InterruptedException {
    if (name.equals(OURS)) {
      return server.ours(run, name);
    }
    var other = OtherLoad.valueOf(name.toUpperCase(Locale.ROOT));
    String began = WarmServer.now();
    var faults = new ArrayList<String>();
    Map<String, Double> figures = Map.of();
    try {
      WarmServer.Outside seen =
          server.outside(
              other.command(server.url(), CONNECTIONS, plan.duration().plus(BESIDE)),
              SETTLE,
              plan.duration());
      OtherLoad.Counted counted = other.counted(seen.printed());
      seen.fault().ifPresent(faults::add);
      if (counted.failed() > 0) {
        faults.add(counted.failed() + " requests failed by its own account");
      }
      if (counted.requests() == 0) {
        throw new IOException(name + " had no answer");
      }
      figures =
          Map.of(
              Figure.CPU.key(),
              seen.cpu().processors() * 1e6 / counted.perSecond(),
              Figure.CPU_COMPILERS.key(),
              seen.compilersNanos() * 1e6 / seen.cpu().elapsedNanos() / counted.perSecond(),
              Figure.SWITCHES.key(),
              seen.usage().switchesPerSecond() / counted.perSecond(),
              Figure.ACHIEVED.key(),
              counted.perSecond());
    } catch (IOException e) {
      faults.add(String.valueOf(e.getMessage()));
    }
    return new Trial(
        run,
        slot.workload().name(),
        name,
        slot.pair(),
        began,
        faults,
        List.of(),
        List.of(),
        List.of(),
        figures,
        null);
  }

  private static Agreed agreed(
      Plan plan, List<Trial> trials, List<OtherLoad> others, String other) {
    var ours = new ArrayList<Agreed.Under>();
    var theirs = new ArrayList<Agreed.Under>();
    for (int round = 0; round < plan.trials(); round++) {
      Map<String, Agreed.Under> means = Agreed.round(trials, names(others), round, PASSES);
      Agreed.Under one = means.get(OURS);
      Agreed.Under two = means.get(other);
      if (one != null && two != null) {
        ours.add(one);
        theirs.add(two);
      }
    }
    return Agreed.of(other, ours, theirs, Judge.within(plan.band(), plan.seed()));
  }
}
