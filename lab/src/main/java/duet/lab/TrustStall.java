package duet.lab;

import duet.lab.plan.Asked;
import duet.lab.plan.Plan;
import duet.lab.plan.PlanException;
import duet.lab.plan.Processors;
import duet.lab.process.Bench;
import duet.lab.process.Pinning;
import duet.lab.process.Standstill;
import duet.lab.report.Results;
import duet.lab.sample.Trial;
import duet.lab.trust.StallSaid;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A known stall. */
@Command(
    name = "stall",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Stops the server, then the load generator, for 100 ms every 10 s, and says whether response"
          + " times are what they must be by arithmetic; exit code 1 if they are not."
    })
final class TrustStall implements Callable<Integer> {
  static final String COMMAND = "stall";

  private static final Duration STOP = Duration.ofMillis(100);
  private static final int AGAIN = 3;

  @Mixin private ArmOption arm = new ArmOption();

  @Option(
      names = "--trials",
      paramLabel = "N",
      defaultValue = "3",
      description = "of each side, 1..1000; default 3")
  private int trials;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      defaultValue = "40s",
      description = "measured time of a trial, whole periods of 10 s; default 40s")
  private String duration = "";

  @Mixin private ResumeOption resume = new ResumeOption();

  /** How long the stops of a trial were, as it is kept beside it. */
  record Stopped(List<Long> stopNanos) {
    /** Copies. */
    Stopped {
      stopNanos = List.copyOf(stopNanos);
    }
  }

  /** What is kept. */
  record Found(
      String command, long stopMillis, long periodMillis, int perSecond, List<StallSaid> trials) {}

  @Override
  public Integer call() throws Exception {
    Terminal terminal = Terminal.ofProcess();
    Experiment experiment =
        TrustFile.open(Home.find(), terminal, COMMAND, resume.folder(), this::asked);
    Results results = experiment.results();
    Plan plan = results.asked().plan();
    if (!isDone(plan, results)) {
      experiment.onBench(bench -> run(terminal, plan, results, bench));
    }
    List<StallSaid> said = said(plan, results);
    results.write(
        TrustFile.FOUND,
        new Found(
            COMMAND, STOP.toMillis(), StallSaid.PERIOD.toMillis(), StallSaid.PER_SECOND, said));
    StallSaid.lines(said).forEach(terminal::say);
    terminal.say("saved " + Experiment.shown(results.folder().resolve(TrustFile.FOUND)));
    return StallSaid.areRight(said) ? 0 : 1;
  }

  private static List<StallSaid> said(Plan plan, Results results)
      throws IOException, PlanException {
    var said = new ArrayList<StallSaid>();
    for (Trial trial : results.trials()) {
      said.add(
          StallSaid.of(
              trial,
              trial.arm().equals(name(Standstill.Side.GENERATOR)),
              results.read(stops(trial.run()), Stopped.class).stopNanos(),
              plan.duration()));
    }
    return StallSaid.withRepeated(said);
  }

  private Asked asked() throws PlanException {
    String ours = arm.ours();
    long millis = LoadOptions.time(duration).toMillis();
    if (millis % StallSaid.PERIOD.toMillis() != 0) {
      throw new PlanException("--duration must be whole periods of 10 s: '" + duration + "'");
    }
    Processors free = Pinning.choose();
    return new Asked(
        List.of(
            TrustFile.named(name(Standstill.Side.SERVER), ours),
            TrustFile.named(name(Standstill.Side.GENERATOR), ours)),
        List.of("json"),
        Integer.toString(StallSaid.PER_SECOND),
        false,
        64,
        false,
        trials,
        millis,
        3,
        42,
        false,
        false,
        free.server(),
        free.load());
  }

  private static String name(Standstill.Side side) {
    return side.name().toLowerCase(Locale.ROOT) + "-stopped";
  }

  private static String stops(int run) {
    return String.format(Locale.ROOT, "trials/%04d-stops.json", run);
  }

  /** The side whose arm this is. */
  private static Standstill.Side side(Plan.Slot slot) {
    return slot.arm().name().equals(name(Standstill.Side.SERVER))
        ? Standstill.Side.SERVER
        : Standstill.Side.GENERATOR;
  }

  private static void run(Terminal terminal, Plan plan, Results results, Bench bench)
      throws IOException, InterruptedException, PlanException {
    List<Plan.Slot> slots = plan.slots();
    int run = results.trials().stream().mapToInt(Trial::run).max().orElse(0);
    for (int i = 0; i < slots.size(); i++) {
      Plan.Slot slot = slots.get(i);
      Standstill.Side side = side(slot);
      for (int attempt = 0; attempt < AGAIN && !isDone(results, slot, side); attempt++) {
        terminal.step(
            "trial %d/%d  %s  %s left"
                .formatted(
                    i + 1,
                    slots.size(),
                    slot.arm().name(),
                    Terminal.inWords(
                        plan.duration().plusSeconds(20).multipliedBy(slots.size() - i))));
        var standstill =
            new Standstill(
                side, STOP, StallSaid.PERIOD, (int) plan.duration().dividedBy(StallSaid.PERIOD));
        Trial trial = bench.trial(slot, ++run, standstill);
        results.write(stops(run), new Stopped(standstill.stopNanos()));
        results.write(trial);
        trial.faults().forEach(fault -> terminal.note(slot.arm().name() + ": void: " + fault));
      }
    }
  }

  private static boolean isDone(Plan plan, Results results) throws IOException, PlanException {
    for (Plan.Slot slot : plan.slots()) {
      if (!isDone(results, slot, side(slot))) {
        return false;
      }
    }
    return true;
  }

  /** A stop of the generator makes a trial void, and that is what is asked for. */
  private static boolean isDone(Results results, Plan.Slot slot, Standstill.Side side)
      throws IOException, PlanException {
    return results.trials().stream()
        .filter(trial -> trial.arm().equals(slot.arm().name()) && trial.pair() == slot.pair())
        .anyMatch(
            trial -> trial.load() != null && (trial.counts() || side == Standstill.Side.GENERATOR));
  }
}
