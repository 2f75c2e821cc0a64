package duet.lab;

import duet.lab.plan.Asked;
import duet.lab.plan.Plan;
import duet.lab.plan.PlanException;
import duet.lab.process.Pinning;
import duet.lab.report.Findings;
import duet.lab.sample.Figure;
import duet.lab.sample.Trial;
import duet.lab.stats.Coverage;
import duet.lab.stats.Judge;
import duet.lab.stats.Noise;
import duet.lab.trust.Draws;
import duet.lab.trust.Judging;
import duet.lab.trust.SameFound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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
    if (simulated < 1 || simulated > 1_000_000) {
      throw new PlanException("--simulated must be 1..1000000: " + simulated);
    }
    Terminal terminal = Terminal.ofProcess();
    Experiment experiment =
        TrustFile.open(
            Home.find(),
            terminal,
            COMMAND,
            resume.folder("--shuffles", "--pairs", "--simulated"),
            this::asked);
    TrustFile.plan(experiment.results().asked());
    Findings findings = experiment.run();
    experiment.say(findings);
    Plan plan = findings.plan();
    Findings.OfWorkload recorded = findings.workloads().getFirst();
    int pairs = recorded.first().trials().size();
    Draws drawing = draws.of(pairs, plan.seed());
    var judge = new Judge(plan.band(), Findings.CONFIDENCE, 1, plan.seed(), Findings.RESAMPLES);
    List<SameFound.OfFigure> drawn = drawn(terminal, recorded, drawing, judge);
    double spread =
        drawn.stream()
            .filter(each -> each.figure().equals(Figure.CPU.key()))
            .findFirst()
            .map(each -> each.spread().deviationOfLog())
            .orElseThrow(() -> new LabException("no trial has a CPU time"));
    var found =
        new SameFound(
            COMMAND,
            pairs,
            drawing.pairs(),
            drawing.shuffles(),
            plan.band(),
            DIFFERENCE,
            WORD,
            drawn,
            noises(terminal, judge, drawing.pairs(), spread));
    experiment.results().write(TrustFile.FOUND, found);
    found.lines().forEach(terminal::say);
    terminal.say(
        "saved " + Experiment.shown(experiment.results().folder().resolve(TrustFile.FOUND)));
    return 0;
  }

  private Asked asked() throws PlanException {
    Asked asked =
        options.asked(
            List.of(arm.text(), TrustFile.named("again", arm.text())),
            Pinning.choose(),
            USUAL_TRIALS,
            USUAL_DURATION);
    TrustFile.plan(asked);
    draws.checkTrials(asked.trials());
    return asked;
  }

  private static List<SameFound.OfFigure> drawn(
      Terminal terminal, Findings.OfWorkload recorded, Draws draws, Judge judge) {
    var drawn = new ArrayList<SameFound.OfFigure>();
    var progress = new Progress(System.nanoTime());
    for (Figure figure : HEADLINE) {
      double[] inOrder =
          Stream.concat(recorded.first().trials().stream(), recorded.second().trials().stream())
              .sorted(Comparator.comparingInt(Trial::run))
              .mapToDouble(trial -> trial.figure(figure))
              .toArray();
      if (inOrder.length < 2 || !Arrays.stream(inOrder).allMatch(value -> value > 0)) {
        terminal.note(figure.label() + " is left out: not every trial has it, above 0");
        continue;
      }
      terminal.step(
          "draws comparisons of %s%s"
              .formatted(figure.label(), progress.left(drawn.size(), HEADLINE.size())));
      drawn.add(
          SameFound.OfFigure.of(
              figure,
              recorded.first().values(figure),
              recorded.second().values(figure),
              inOrder,
              draws,
              judge,
              figure == Figure.CPU ? Judging.ofCpu(recorded) : Judging.NUMBERS,
              DIFFERENCE));
    }
    return drawn;
  }

  private List<SameFound.OfNoise> noises(Terminal terminal, Judge judge, int pairs, double spread) {
    var noises = new ArrayList<SameFound.OfNoise>();
    Noise[] kinds = Noise.values();
    var progress = new Progress(System.nanoTime());
    for (int i = 0; i < kinds.length; i++) {
      terminal.step(
          "simulates %,d comparisons, noise %s  %d/%d%s"
              .formatted(
                  simulated,
                  kinds[i].name().toLowerCase(Locale.ROOT),
                  i + 1,
                  kinds.length,
                  progress.left(i, kinds.length)));
      noises.add(
          SameFound.OfNoise.of(
              kinds[i], spread, Coverage.simulate(kinds[i], spread, pairs, 1, simulated, judge)));
    }
    return noises;
  }
}
