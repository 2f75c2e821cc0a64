package duet.lab;

import duet.lab.plan.Asked;
import duet.lab.plan.Plan;
import duet.lab.process.Pinning;
import duet.lab.report.Findings;
import duet.lab.sample.Figure;
import duet.lab.sample.Trial;
import duet.lab.stats.Coverage;
import duet.lab.stats.Judge;
import duet.lab.stats.Noise;
import duet.lab.trust.Draws;
import duet.lab.trust.Spread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A against A. */
@Command(
    name = "same",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Compares an arm with itself, and says how often a difference is found.")
final class TrustSame implements Callable<Integer> {
  static final String COMMAND = "same";

  /** What a verdict is usually asked of. */
  static final List<Figure> HEADLINE =
      List.of(
          Figure.CPU,
          Figure.CPU_MEDIAN_TURN,
          Figure.ALLOCATED,
          Figure.SWITCHES,
          Figure.P50,
          Figure.P99,
          Figure.P999,
          Figure.RSS);

  /** What must be found, and on which side, in nearly all comparisons. */
  private static final double DIFFERENCE = 1.05;

  private static final int USUAL_TRIALS = 30;
  private static final String USUAL_DURATION = "2s";

  @Mixin private ArmOption arm = new ArmOption();

  @Mixin private LoadOptions options = new LoadOptions();

  @Mixin private DrawOptions draws = new DrawOptions();

  @Option(
      names = "--simulated",
      paramLabel = "N",
      defaultValue = "10000",
      description = "comparisons of each kind of noise, 1..1000000; default 10000")
  private int simulated;

  @Mixin private ResumeOption resume = new ResumeOption();

  /** Of one figure. */
  record OfFigure(
      String figure,
      Spread spread,
      double deviationWithinPairs,
      TrustFile.Share falseAlarms,
      TrustFile.Share intervalsWithoutOne,
      TrustFile.Share falseAlarmsInOneShuffle,
      TrustFile.Share intervalsWithoutOneInOneShuffle,
      TrustFile.Share foundOfDifference,
      double typicalHalfWidthOfLog) {}

  /** Of one kind of noise. */
  record OfNoise(
      String noise, double spread, TrustFile.Share falseAlarms, TrustFile.Share misses) {}

  /** What is kept. */
  record Found(
      String command,
      int pairs,
      int pairsOfEach,
      int shuffles,
      double band,
      double difference,
      String word,
      List<OfFigure> drawn,
      List<OfNoise> simulated) {}

  /** How long what remains should take. */
  private record Progress(long beginNanos) {
    /** Empty before the first is done. */
    String left(int done, int of) {
      return done == 0
          ? ""
          : "  %s left"
              .formatted(
                  Terminal.inWords(
                      Duration.ofNanos((System.nanoTime() - beginNanos) / done * (of - done))));
    }
  }

  private static final String WORD =
      "comparisons of different shuffles share trials, so the intervals of these rates are too"
          + " narrow; within one shuffle they share none";

  @Override
  public Integer call() throws Exception {
    draws.check();
    Terminal terminal = Terminal.ofProcess();
    Experiment experiment =
        TrustFile.open(Home.find(), terminal, COMMAND, resume.folder, this::asked);
    TrustFile.plan(experiment.results().asked());
    Findings findings = experiment.run();
    experiment.say(findings);
    Plan plan = findings.plan();
    int pairs = draws.pairsOf(findings.workloads().getFirst().first().trials().size());
    var judge = new Judge(plan.band(), Findings.CONFIDENCE, 1, plan.seed(), Findings.RESAMPLES);
    List<OfFigure> drawn = drawn(terminal, findings.workloads().getFirst(), judge, pairs);
    double spread =
        drawn.stream()
            .filter(each -> each.figure.equals(Figure.CPU.key()))
            .findFirst()
            .map(each -> each.spread.deviationOfLog())
            .orElseThrow(() -> new LabException("no trial has a CPU time"));
    List<OfNoise> noises = noises(terminal, judge, pairs, spread);
    var found =
        new Found(
            COMMAND,
            findings.workloads().getFirst().first().trials().size(),
            pairs,
            draws.shuffles(),
            plan.band(),
            DIFFERENCE,
            WORD,
            drawn,
            noises);
    experiment.results().write(TrustFile.FOUND, found);
    say(terminal, found);
    terminal.say(
        "saved " + Experiment.shown(experiment.results().folder().resolve(TrustFile.FOUND)));
    return 0;
  }

  private Asked asked() throws duet.lab.plan.PlanException {
    Asked asked =
        options.asked(
            List.of(arm.text(), TrustFile.named("again", arm.text())),
            Pinning.choose(),
            USUAL_TRIALS,
            USUAL_DURATION);
    TrustFile.plan(asked);
    return asked;
  }

  private List<OfFigure> drawn(
      Terminal terminal, Findings.OfWorkload workload, Judge judge, int pairs) {
    var drawn = new ArrayList<OfFigure>();
    var progress = new Progress(System.nanoTime());
    for (Figure figure : HEADLINE) {
      double[] first = workload.first().values(figure);
      double[] second = workload.second().values(figure);
      double[] inOrder =
          Stream.concat(workload.first().trials().stream(), workload.second().trials().stream())
              .sorted(Comparator.comparingInt(Trial::run))
              .mapToDouble(trial -> trial.figure(figure))
              .toArray();
      if (inOrder.length < 2 || !DrawOptions.positive(inOrder)) {
        terminal.note(figure.label() + " is left out: not every trial has it, above 0");
        continue;
      }
      terminal.step(
          "draws comparisons of %s%s"
              .formatted(figure.label(), progress.left(drawn.size(), HEADLINE.size())));
      var drawing = new Draws(pairs, draws.shuffles(), judge.seed());
      Draws.Said said = drawing.ofNothing(first, second, judge);
      Draws.Said different = drawing.ofDifference(first, second, judge, DIFFERENCE);
      drawn.add(
          new OfFigure(
              figure.key(),
              Spread.of(inOrder),
              Spread.ofRatios(first, second),
              TrustFile.Share.of(said.found()),
              TrustFile.Share.of(said.misses()),
              TrustFile.Share.of(said.foundInOneShuffle()),
              TrustFile.Share.of(said.missesInOneShuffle()),
              TrustFile.Share.of(different.right()),
              said.medianHalfWidth()));
    }
    return drawn;
  }

  private List<OfNoise> noises(Terminal terminal, Judge judge, int pairs, double spread) {
    var noises = new ArrayList<OfNoise>();
    Noise[] kinds = Noise.values();
    var progress = new Progress(System.nanoTime());
    for (int i = 0; i < kinds.length; i++) {
      Noise noise = kinds[i];
      String name = noise.name().toLowerCase(Locale.ROOT);
      terminal.step(
          "simulates %,d comparisons, noise %s  %d/%d%s"
              .formatted(simulated, name, i + 1, kinds.length, progress.left(i, kinds.length)));
      Coverage coverage = Coverage.simulate(noise, spread, pairs, 1, simulated, judge);
      noises.add(
          new OfNoise(
              name,
              spread,
              TrustFile.Share.of(coverage.differences()),
              TrustFile.Share.of(coverage.misses())));
    }
    return noises;
  }

  private static void say(Terminal terminal, Found found) {
    terminal.say(
        "A against A: %d pairs, comparisons of %d drawn from %d shuffles"
            .formatted(found.pairs, found.pairsOfEach, found.shuffles));
    var rows = new ArrayList<List<String>>();
    rows.add(
        List.of(
            "figure",
            "false alarms",
            "intervals without 1",
            "one shuffle",
            "5 % found",
            "sd of log",
            "in pairs",
            "lag 1",
            "± typical"));
    for (OfFigure each : found.drawn) {
      rows.add(
          List.of(
              each.figure,
              each.falseAlarms.inWords(),
              each.intervalsWithoutOne.inWords(),
              each.intervalsWithoutOneInOneShuffle.count()
                  + " of "
                  + each.intervalsWithoutOneInOneShuffle.of(),
              each.foundOfDifference.inWords(),
              TrustFile.percent(each.spread.deviationOfLog()),
              TrustFile.percent(each.deviationWithinPairs),
              String.format(Locale.ROOT, "%.2f", each.spread.lagOne()),
              TrustFile.percent(Math.expm1(each.typicalHalfWidthOfLog))));
    }
    TrustFile.columns(rows).forEach(terminal::say);
    terminal.say(found.word);
    var simulatedRows = new ArrayList<List<String>>();
    simulatedRows.add(List.of("simulated noise", "false alarms", "intervals without 1"));
    for (OfNoise each : found.simulated) {
      simulatedRows.add(List.of(each.noise, each.falseAlarms.inWords(), each.misses.inWords()));
    }
    TrustFile.columns(simulatedRows).forEach(terminal::say);
  }
}
