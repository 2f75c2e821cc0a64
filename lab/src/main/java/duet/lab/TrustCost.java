package duet.lab;

import duet.lab.plan.Asked;
import duet.lab.plan.Plan;
import duet.lab.plan.PlanException;
import duet.lab.process.Pinning;
import duet.lab.report.Findings;
import duet.lab.report.Results;
import duet.lab.sample.Figure;
import duet.lab.stats.Judge;
import duet.lab.stats.Location;
import duet.lab.trust.CallCost;
import duet.lab.trust.CostCourse;
import duet.lab.trust.CostFound;
import duet.lab.trust.CostJar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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

  @Mixin private ArmOption arm = new ArmOption();

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
    @Nullable String folder = resume.folder("--shuffles", "--pairs");
    CostCourse course = folder != null ? begun(folder) : begin();
    CostJar.write(home.folder().resolve(TrustCostArm.JAR));
    course = piloted(course);
    for (int i = 0; i < course.parts().size(); i++) {
      if (course.folders().size() <= i + 1) {
        course = beginPart(course, course.parts().get(i));
      }
      terminal.note(
          "%s %% of a request, %d of %d"
              .formatted(course.parts().get(i).percent(), i + 1, course.parts().size()));
      Experiment experiment = experiment(course.folders().get(i + 1));
      experiment.say(experiment.run());
    }
    conclude(course);
    return 0;
  }

  private CostCourse begin() throws IOException, PlanException {
    String ours = arm.ours();
    Asked asked =
        options.asked(
            List.of(TrustCostArm.with("base", ours, "0"), TrustCostArm.with("again", ours, "0")),
            Pinning.choose(),
            USUAL_TRIALS,
            USUAL_DURATION);
    TrustFile.plan(asked);
    Experiment pilot =
        Experiment.begin(home, terminal, asked.with(asked.arms(), PILOT_TRIALS), words());
    return keep(
        new CostCourse(ours, percents, asked, List.of(name(pilot.results())), 0, List.of()));
  }

  private CostCourse begun(String folder) throws IOException, PlanException {
    CostCourse any = TrustFile.begun(home, COMMAND, folder).read(MARK, CostCourse.class);
    return results(any.folders().getFirst()).read(MARK, CostCourse.class);
  }

  /** The short comparison: what a request costs, and that the work is done once for each. */
  private CostCourse piloted(CostCourse course)
      throws IOException, InterruptedException, PlanException, LabException {
    if (!course.parts().isEmpty()) {
      return course;
    }
    Experiment pilot = experiment(course.folders().getFirst());
    Findings findings =
        pilot.run(
            bench -> {
              terminal.step("counts how often a request comes by");
              TrustCostArm.checkOncePerRequest(
                  bench,
                  course.arm(),
                  pilot.results().logs(),
                  TrustFile.plan(course.asked()).workloads().getFirst());
            });
    Findings.OfWorkload workload = findings.workloads().getFirst();
    double baselineMicros =
        (Location.mean(workload.first().values(Figure.CPU))
                + Location.mean(workload.second().values(Figure.CPU)))
            / 2;
    terminal.step("measures what the work costs");
    String processors = course.asked().serverCpus();
    double none = CallCost.measure(home.folder(), processors, 0).median();
    double some = CallCost.measure(home.folder(), processors, CALIBRATED_WITH).median();
    double perIteration = (some - none) / CALIBRATED_WITH;
    if (!(perIteration > 0)) {
      throw new LabException("an iteration seems to cost nothing: " + perIteration + " ns");
    }
    var parts = new ArrayList<CostCourse.Part>();
    for (double percent : course.percents()) {
      int iterations =
          (int) Math.max(1, Math.round(percent / 100 * baselineMicros * 1000 / perIteration));
      double burnt = CallCost.measure(home.folder(), processors, iterations).median() - none;
      parts.add(new CostCourse.Part(percent, iterations, burnt));
    }
    return keep(course.with(perIteration, parts));
  }

  private CostCourse beginPart(CostCourse course, CostCourse.Part part)
      throws IOException, PlanException {
    Asked asked =
        course
            .asked()
            .with(
                List.of(
                    TrustCostArm.with("base", course.arm(), "0"),
                    TrustCostArm.with("slow", course.arm(), Integer.toString(part.iterations()))),
                course.asked().trials());
    Experiment experiment = Experiment.begin(home, terminal, asked, words());
    return keep(course.with(name(experiment.results())));
  }

  private void conclude(CostCourse course) throws IOException, PlanException {
    var all = new ArrayList<CostFound>();
    for (int i = 0; i < course.parts().size(); i++) {
      CostCourse.Part part = course.parts().get(i);
      terminal.step("draws comparisons of " + part.percent() + " %");
      Results results = results(course.folders().get(i + 1));
      Plan plan = results.asked().plan();
      Findings.OfWorkload recorded = Findings.of(plan, results.trials()).workloads().getFirst();
      CostFound found =
          CostFound.of(
              COMMAND,
              name(results),
              part,
              recorded,
              draws.of(recorded.first().trials().size(), plan.seed()),
              new Judge(plan.band(), Findings.CONFIDENCE, 1, plan.seed(), Findings.RESAMPLES));
      results.write(TrustFile.FOUND, found);
      all.add(found);
    }
    String word =
        "comparisons of different shuffles share trials, so the intervals of these rates are too"
            + " narrow";
    Results first = results(course.folders().getFirst());
    first.write(TrustFile.FOUND, new CostFound.All(COMMAND, course.nanosPerIteration(), word, all));
    CostFound.lines(all).forEach(terminal::say);
    terminal.say(word);
    terminal.say("saved " + Experiment.shown(first.folder().resolve(TrustFile.FOUND)));
  }

  private CostCourse keep(CostCourse course) throws IOException, PlanException {
    for (String folder : course.folders()) {
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
}
