package duet.lab;

import duet.lab.plan.Arm;
import duet.lab.plan.Asked;
import duet.lab.plan.Plan;
import duet.lab.plan.PlanException;
import duet.lab.plan.Processors;
import duet.lab.process.Bench;
import duet.lab.process.Instrument;
import duet.lab.process.LoadFailedException;
import duet.lab.process.Pinning;
import duet.lab.process.Trees;
import duet.lab.report.Findings;
import duet.lab.report.Results;
import duet.lab.sample.Finding;
import duet.lab.sample.Gaps;
import duet.lab.sample.Grade;
import duet.lab.sample.InstrumentCheck;
import duet.lab.sample.Machine;
import duet.lab.sample.MachineCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Looks at the machine and at the instrument. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Says whether this machine and the load generator are good enough; exit code 1 if something is"
          + " unusable."
    })
final class Check implements Callable<Integer> {
  private static final Duration LOOK = Duration.ofSeconds(1);

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "64",
      description = "as many as a comparison shall have, 1..10000; default 64")
  private int connections;

  @Option(
      names = "--short",
      description = "without comparing an arm with itself, which takes two minutes")
  private boolean brief;

  @Override
  public Integer call() throws Exception {
    Terminal terminal = Terminal.ofProcess();
    if (connections < 1 || connections > 10_000) {
      throw new PlanException("--connections must be 1..10000: " + connections);
    }
    terminal.step("looks at the machine");
    var findings = new ArrayList<>(MachineCheck.of(Machine.read(LOOK), connections));
    findings.forEach(finding -> say(terminal, finding));
    Processors processors = Pinning.choose();
    Pinning.pinThisProcess(processors.load());
    Finding standstills = InstrumentCheck.gaps(Gaps.look(LOOK));
    findings.add(standstills);
    say(terminal, standstills);
    for (Finding finding : instrument(processors, terminal)) {
      findings.add(finding);
      say(terminal, finding);
    }
    if (findings.stream().anyMatch(Check::isUnusable)) {
      terminal.note("A against A is left out until what is unusable is mended");
    } else if (!brief) {
      Finding same = same(processors, terminal);
      findings.add(same);
      say(terminal, same);
    }
    boolean usable = findings.stream().noneMatch(Check::isUnusable);
    terminal.say(
        usable
            ? "this machine can be measured on; what is doubtful widens intervals"
            : "this machine cannot be measured on until what is unusable is mended");
    return usable ? 0 : 1;
  }

  private static boolean isUnusable(Finding finding) {
    return finding.grade() == Grade.UNUSABLE;
  }

  private static void say(Terminal terminal, Finding finding) {
    terminal.say(
        String.format(
            Locale.ROOT,
            "%-9s %-22s %s%s",
            finding.grade().name().toLowerCase(Locale.ROOT),
            finding.name(),
            finding.value(),
            finding.grade() == Grade.GOOD ? "" : "; " + finding.remedy()));
  }

  private static List<Finding> instrument(Processors processors, Terminal terminal)
      throws IOException, InterruptedException, LabException {
    Path logs = folder(Home.find());
    try (var instrument = Instrument.open(processors, logs)) {
      terminal.step("measures the load generator");
      Instrument.Ceiling ceiling = instrument.ceiling();
      Instrument.Punctuality punctuality = instrument.punctuality();
      return List.of(
          InstrumentCheck.ceiling(ceiling.ceilingPerSecond(), ceiling.busyShare()),
          InstrumentCheck.allocation(ceiling.allocatedBytesPerRequest()),
          InstrumentCheck.punctuality(
              punctuality.lag().getValueAtPercentile(99.9), punctuality.cpuShare()));
    } catch (LoadFailedException e) {
      throw new LabException("the load generator fails: " + e.getMessage());
    } finally {
      delete(logs);
    }
  }

  /** Where a build leaves things, in case that nobody is left to delete it. */
  private static Path folder(Home home) throws IOException {
    return Files.createTempDirectory(home.folder().resolve("lab/target"), "check");
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** One arm against itself, judged as any other two. */
  private static Finding same(Processors processors, Terminal terminal)
      throws IOException, InterruptedException, PlanException, LabException {
    Home home = Home.find();
    String arm = Arm.Program.VERTX_ASYNC.key();
    var asked =
        new Asked(
            List.of(arm, "again=" + arm),
            List.of("json"),
            "5000",
            false,
            64,
            false,
            5,
            2000,
            3,
            1,
            true,
            false,
            processors.server(),
            processors.load());
    Plan plan = asked.plan();
    // Nobody goes on with it, so it is kept nowhere.
    Path folder = folder(home);
    Results results = Results.next(folder);
    try (Bench bench = Bench.open(plan, Trees.here(home.folder()), results.logs())) {
      return InstrumentCheck.same(
          Findings.of(plan, new Comparison(plan, results, List.of(), bench::pair, terminal).run())
              .workloads()
              .getFirst()
              .judged(duet.lab.sample.Figure.CPU)
              .orElseThrow()
              .judgement());
    } finally {
      delete(folder);
    }
  }
}
