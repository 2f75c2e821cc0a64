package duet.lab;

import duet.lab.plan.Asked;
import duet.lab.plan.Plan;
import duet.lab.plan.PlanException;
import duet.lab.process.BurnProcess;
import duet.lab.process.Pinning;
import duet.lab.report.Findings;
import duet.lab.report.Results;
import duet.lab.sample.Figure;
import duet.lab.stats.Judge;
import duet.lab.trust.CostJar;
import duet.lab.trust.Draws;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A known cost. */
@Command(
    name = "cost",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Puts a known amount of work into each request of a server, from outside its code, and says"
          + " how often it is found and how large it is said to be.",
      "Each percentage is a comparison in a folder of its own."
    })
final class TrustCost implements Callable<Integer> {
  static final String COMMAND = "cost";

  private static final String MARK = TrustFile.markOf(COMMAND);
  private static final int USUAL_TRIALS = 30;
  private static final String USUAL_DURATION = "2s";

  /** Of the short comparison that says what a request costs. */
  private static final int PILOT_TRIALS = 2;

  private static final int CALIBRATED_WITH = 1000;

  @Option(
      names = "--arm",
      paramLabel = "ARM",
      defaultValue = "vertx-async",
      description = "which server of this tree; default vertx-async")
  private String arm = "";

  @Option(
      names = "--percent",
      split = ",",
      paramLabel = "P",
      defaultValue = "3,5,10",
      description = "of a request's CPU time, 0.1..100; default 3,5,10")
  private List<Double> percents = List.of();

  @Mixin private LoadOptions options = new LoadOptions();

  @Mixin private DrawOptions draws = new DrawOptions();

  @Mixin private ResumeOption resume = new ResumeOption();

  /**
   * How far it has come; kept in each of its folders, the first of which counts.
   *
   * @param asked of every part but for arms and, in the first, trials
   * @param folders the short comparison's, then one for each percentage that was begun
   * @param nanosPerIteration 0 until it is known
   * @param parts one for each percentage, once they are known
   */
  record Course(
      String arm,
      List<Double> percents,
      Asked asked,
      List<String> folders,
      double nanosPerIteration,
      List<Part> parts) {
    /** Copies. */
    Course {
      percents = List.copyOf(percents);
      folders = List.copyOf(folders);
      parts = List.copyOf(parts);
    }
  }

  /**
   * One percentage.
   *
   * @param burntNanos CPU time of a call with so many iterations, less that of one with none
   */
  record Part(double percent, int iterations, double burntNanos) {}

  /** What was found of one percentage; ratios less one, in percent. */
  record Found(
      String command,
      String folder,
      double askedPercent,
      int iterations,
      double baselineMicros,
      double truthMicros,
      double truthPercent,
      int pairs,
      int pairsOfEach,
      TrustFile.Share found,
      TrustFile.Share foundRightly,
      TrustFile.Share intervalsWithoutOne,
      TrustFile.Share intervalsWithTruth,
      double medianPercent,
      double leastPercent,
      double greatestPercent) {}

  /** All of it. */
  record AllFound(String command, double nanosPerIteration, String word, List<Found> percents) {}

  private Home home = Home.find();
  private Terminal terminal = Terminal.ofProcess();

  @Override
  public Integer call() throws Exception {
    draws.check();
    for (double percent : percents) {
      if (!(percent >= 0.1 && percent <= 100)) {
        throw new PlanException("--percent must be 0.1..100: " + percent);
      }
    }
    @Nullable String folder = resume.folder;
    Course course = folder != null ? begun(folder) : begin();
    CostJar.write(home.folder().resolve(TrustCostArm.JAR));
    course = piloted(course);
    for (int i = 0; i < course.parts.size(); i++) {
      if (course.folders.size() <= i + 1) {
        course = beginPart(course, course.parts.get(i));
      }
      terminal.note(
          "%s %% of a request, %d of %d"
              .formatted(course.parts.get(i).percent, i + 1, course.parts.size()));
      Experiment experiment = experiment(course.folders.get(i + 1));
      experiment.say(experiment.run());
    }
    conclude(course);
    return 0;
  }

  private Course begin() throws IOException, PlanException {
    TrustFile.ours(arm);
    Asked asked =
        options.asked(
            List.of(TrustCostArm.with("base", arm, "0"), TrustCostArm.with("again", arm, "0")),
            Pinning.choose(),
            USUAL_TRIALS,
            USUAL_DURATION);
    TrustFile.plan(asked);
    Experiment pilot =
        Experiment.begin(home, terminal, of(asked, asked.arms(), PILOT_TRIALS), words());
    return keep(new Course(arm, percents, asked, List.of(name(pilot.results())), 0, List.of()));
  }

  private Course begun(String folder) throws IOException, PlanException {
    Course any = TrustFile.begun(home, COMMAND, folder).read(MARK, Course.class);
    return results(any.folders.getFirst()).read(MARK, Course.class);
  }

  /** The short comparison: what a request costs, and that the work is done once for each. */
  private Course piloted(Course course)
      throws IOException, InterruptedException, PlanException, LabException {
    if (!course.parts.isEmpty()) {
      return course;
    }
    Experiment pilot = experiment(course.folders.getFirst());
    Findings findings =
        pilot.run(
            bench -> {
              terminal.step("counts how often a request comes by");
              TrustCostArm.checkOncePerRequest(
                  bench,
                  course.arm,
                  pilot.results().logs(),
                  TrustFile.plan(course.asked).workloads().getFirst());
            });
    Findings.OfWorkload workload = findings.workloads().getFirst();
    double baselineMicros =
        (mean(workload.first().values(Figure.CPU)) + mean(workload.second().values(Figure.CPU)))
            / 2;
    terminal.step("measures what the work costs");
    String processors = course.asked.serverCpus();
    double none = BurnProcess.measure(home.folder(), processors, 0).median();
    double some = BurnProcess.measure(home.folder(), processors, CALIBRATED_WITH).median();
    double perIteration = (some - none) / CALIBRATED_WITH;
    if (!(perIteration > 0)) {
      throw new LabException("an iteration seems to cost nothing: " + perIteration + " ns");
    }
    var parts = new ArrayList<Part>();
    for (double percent : course.percents) {
      int iterations =
          (int) Math.max(1, Math.round(percent / 100 * baselineMicros * 1000 / perIteration));
      double burnt = BurnProcess.measure(home.folder(), processors, iterations).median() - none;
      parts.add(new Part(percent, iterations, burnt));
    }
    return keep(
        new Course(course.arm, course.percents, course.asked, course.folders, perIteration, parts));
  }

  private Course beginPart(Course course, Part part) throws IOException, PlanException {
    Asked asked =
        of(
            course.asked,
            List.of(
                TrustCostArm.with("base", course.arm, "0"),
                TrustCostArm.with("slow", course.arm, Integer.toString(part.iterations))),
            course.asked.trials());
    Experiment experiment = Experiment.begin(home, terminal, asked, words());
    var folders = new ArrayList<>(course.folders);
    folders.add(name(experiment.results()));
    return keep(
        new Course(
            course.arm,
            course.percents,
            course.asked,
            folders,
            course.nanosPerIteration,
            course.parts));
  }

  private void conclude(Course course) throws IOException, PlanException {
    var all = new ArrayList<Found>();
    for (int i = 0; i < course.parts.size(); i++) {
      Part part = course.parts.get(i);
      terminal.step("draws comparisons of " + part.percent + " %");
      Results results = results(course.folders.get(i + 1));
      Found found = found(part, results);
      results.write(TrustFile.FOUND, found);
      all.add(found);
    }
    String word =
        "comparisons of different shuffles share trials, so the intervals of these rates are too"
            + " narrow";
    Results first = results(course.folders.getFirst());
    first.write(TrustFile.FOUND, new AllFound(COMMAND, course.nanosPerIteration, word, all));
    say(all);
    terminal.say(word);
    terminal.say("saved " + Experiment.shown(first.folder().resolve(TrustFile.FOUND)));
  }

  private Found found(Part part, Results results) throws IOException, PlanException {
    Plan plan = results.asked().plan();
    Findings.OfWorkload workload = Findings.of(plan, results.trials()).workloads().getFirst();
    double[] base = workload.first().values(Figure.CPU);
    double[] slow = workload.second().values(Figure.CPU);
    double baselineMicros = mean(base);
    double truthMicros = part.burntNanos / 1000;
    int pairs = draws.pairsOf(base.length);
    var judge = new Judge(plan.band(), Findings.CONFIDENCE, 1, plan.seed(), Findings.RESAMPLES);
    Draws.Said said =
        new Draws(pairs, draws.shuffles(), plan.seed())
            .of(base, slow, judge, 1 + truthMicros / baselineMicros);
    return new Found(
        COMMAND,
        name(results),
        part.percent,
        part.iterations,
        baselineMicros,
        truthMicros,
        100 * truthMicros / baselineMicros,
        base.length,
        pairs,
        TrustFile.Share.of(said.found()),
        TrustFile.Share.of(said.right()),
        TrustFile.Share.of(said.apart()),
        TrustFile.Share.of(
            new duet.lab.stats.Proportion(
                said.intervals() - said.misses().count(), said.misses().of())),
        100 * (said.median() - 1),
        100 * (said.least() - 1),
        100 * (said.greatest() - 1));
  }

  private void say(List<Found> all) {
    var rows = new ArrayList<List<String>>();
    rows.add(
        List.of(
            "truth",
            "µs/request",
            "found",
            "with the right sign",
            "said to be",
            "intervals with it"));
    for (Found each : all) {
      rows.add(
          List.of(
              String.format(Locale.ROOT, "%.2f %%", each.truthPercent),
              String.format(Locale.ROOT, "%.3f of %.2f", each.truthMicros, each.baselineMicros),
              each.found.inWords(),
              each.foundRightly.inWords(),
              String.format(
                  Locale.ROOT,
                  "%.2f %% (%.2f to %.2f)",
                  each.medianPercent,
                  each.leastPercent,
                  each.greatestPercent),
              each.intervalsWithTruth.inWords()));
    }
    TrustFile.columns(rows).forEach(terminal::say);
  }

  private Course keep(Course course) throws IOException, PlanException {
    for (String folder : course.folders) {
      results(folder).write(MARK, course);
    }
    return course;
  }

  private Experiment experiment(String folder) throws IOException, PlanException {
    return Experiment.resume(home, terminal, results(folder), words());
  }

  private Results results(String folder) throws PlanException {
    return Results.of(home.results().resolve(folder));
  }

  private static String words() {
    return "trust " + COMMAND;
  }

  private static String name(Results results) {
    return results.folder().getFileName().toString();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  private static Asked of(Asked asked, List<String> arms, int trials) {
    return new Asked(
        arms,
        asked.workloads(),
        asked.rate(),
        asked.poisson(),
        asked.connections(),
        asked.newConnections(),
        trials,
        asked.durationMillis(),
        asked.precisionPercent(),
        asked.seed(),
        asked.quick(),
        false,
        asked.serverCpus(),
        asked.loadCpus());
  }
}
