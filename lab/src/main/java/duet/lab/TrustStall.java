package duet.lab;

import duet.lab.plan.Asked;
import duet.lab.plan.Plan;
import duet.lab.plan.PlanException;
import duet.lab.plan.Processors;
import duet.lab.process.Bench;
import duet.lab.process.Pinning;
import duet.lab.process.Standstill;
import duet.lab.report.Results;
import duet.lab.sample.Figure;
import duet.lab.sample.Trial;
import duet.lab.trust.Stops;
import java.io.IOException;
import java.nio.file.Files;
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
  private static final Duration PERIOD = Duration.ofSeconds(10);
  private static final double SHARE = 0.999;
  private static final int PER_SECOND = 1000;
  private static final int AGAIN = 3;

  /** Of being scheduled again, and of what the machine does by itself. */
  private static final double TOLERATED_MILLIS = 2;

  @Option(
      names = "--arm",
      paramLabel = "ARM",
      defaultValue = "vertx-async",
      description = "which server of this tree; default vertx-async")
  private String arm = "";

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

  /** What a trial said, and what it had to say, in milliseconds. */
  record Said(
      int run,
      String stopped,
      List<Double> stopMillis,
      boolean isVoid,
      long planned,
      long charged,
      double p999Millis,
      double p999MustMillis,
      double maxMillis,
      double maxMustMillis,
      double catchUpMillis,
      boolean right) {}

  /** What is kept. */
  record Found(
      String command, long stopMillis, long periodMillis, int perSecond, List<Said> trials) {}

  @Override
  public Integer call() throws Exception {
    Terminal terminal = Terminal.ofProcess();
    Experiment experiment =
        TrustFile.open(Home.find(), terminal, COMMAND, resume.folder, this::asked);
    Results results = experiment.results();
    Plan plan = results.asked().plan();
    if (!isDone(plan, results)) {
      experiment.onBench(bench -> run(terminal, plan, results, bench));
    }
    var said = new ArrayList<Said>();
    for (Trial trial : results.trials()) {
      if (Files.isReadable(results.folder().resolve(stops(trial.run())))) {
        said.add(said(plan, trial, results.read(stops(trial.run()), Stopped.class)));
      }
    }
    results.write(
        TrustFile.FOUND, new Found(COMMAND, STOP.toMillis(), PERIOD.toMillis(), PER_SECOND, said));
    say(terminal, said);
    terminal.say("saved " + Experiment.shown(results.folder().resolve(TrustFile.FOUND)));
    return said.stream().allMatch(Said::right) ? 0 : 1;
  }

  private Asked asked() throws PlanException {
    TrustFile.ours(arm);
    long millis = LoadOptions.time(duration).toMillis();
    if (millis % PERIOD.toMillis() != 0) {
      throw new PlanException("--duration must be whole periods of 10 s: '" + duration + "'");
    }
    Processors free = Pinning.choose();
    return new Asked(
        List.of(
            TrustFile.named(name(Standstill.Side.SERVER), arm),
            TrustFile.named(name(Standstill.Side.GENERATOR), arm)),
        List.of("json"),
        Integer.toString(PER_SECOND),
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
            new Standstill(side, STOP, PERIOD, (int) plan.duration().dividedBy(PERIOD));
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

  private static Said said(Plan plan, Trial trial, Stopped stopped) {
    boolean generator = trial.arm().equals(name(Standstill.Side.GENERATOR));
    var load = trial.load();
    var stops = stopped.stopNanos();
    if (load == null || stops.size() != plan.duration().dividedBy(PERIOD)) {
      return new Said(
          trial.run(),
          trial.arm(),
          millis(stops),
          !trial.counts(),
          0,
          0,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          false);
    }
    var must = new Stops(stops, plan.duration().toNanos());
    double p999Must = must.quantileNanos(SHARE) / 1e6;
    double maxMust = must.maxNanos() / 1e6;
    double catchUp = must.catchUpNanos(PER_SECOND, 1000 * trial.figure(Figure.CPU)) / 1e6;
    double p999 = trial.figure(Figure.P999);
    double max = trial.figure(Figure.MAX);
    return new Said(
        trial.run(),
        trial.arm(),
        millis(stops),
        !trial.counts(),
        load.planned(),
        load.right() + load.failed(),
        p999,
        p999Must,
        max,
        maxMust,
        catchUp,
        trial.counts() != generator
            && load.planned() == load.right()
            && isRight(p999, p999Must, catchUp)
            && isRight(max, maxMust, catchUp));
  }

  /** Requests are planned a millisecond apart: none may fall on the very begin of a stop. */
  private static boolean isRight(double said, double must, double catchUp) {
    return said >= must - 1000.0 / PER_SECOND - 0.5 && said <= must + catchUp + TOLERATED_MILLIS;
  }

  private static List<Double> millis(List<Long> nanos) {
    return nanos.stream().map(each -> each / 1e6).toList();
  }

  private static void say(Terminal terminal, List<Said> said) {
    var rows = new ArrayList<List<String>>();
    rows.add(
        List.of(
            "trial",
            "stopped",
            "stops, ms",
            "void",
            "p99.9 said",
            "must",
            "max said",
            "must",
            "catch-up",
            ""));
    for (Said each : said) {
      rows.add(
          List.of(
              Integer.toString(each.run),
              each.stopped,
              String.join(" ", each.stopMillis.stream().map(TrustStall::inMillis).toList()),
              each.isVoid ? "void" : "counts",
              inMillis(each.p999Millis),
              inMillis(each.p999MustMillis),
              inMillis(each.maxMillis),
              inMillis(each.maxMustMillis),
              "+ " + inMillis(each.catchUpMillis),
              each.right ? "as it must" : "not as it must"));
    }
    TrustFile.columns(rows).forEach(terminal::say);
  }

  private static String inMillis(double millis) {
    return String.format(Locale.ROOT, "%.1f", millis);
  }
}
