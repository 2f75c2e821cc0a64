package duet.lab;

import duet.lab.load.BodyDigest;
import duet.lab.load.Expectation;
import duet.lab.plan.Arm;
import duet.lab.plan.Plan;
import duet.lab.plan.Workload;
import duet.lab.process.ArmProcess;
import duet.lab.process.Bench;
import duet.lab.process.Inspection;
import duet.lab.report.Setting;
import duet.lab.sample.Finding;
import duet.lab.sample.Grade;
import duet.lab.sample.Machine;
import duet.lab.sample.MachineCheck;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is looked at before the first trial: the machine, and whether both arms keep one contract
 * and differ in their model alone. Two of ours that do not are refused.
 */
final class Preliminaries {
  private final Home home;
  private final Plan plan;
  private final Machine machine;
  private final Terminal terminal;
  private final Map<String, String> contract = new TreeMap<>();
  private final Map<String, String> expected = new TreeMap<>();
  private final List<String> parity = new ArrayList<>();

  /** Each once: those of an earlier time may hold still. */
  private final Set<String> cautions = new LinkedHashSet<>();

  /**
   * Of a plan on a machine.
   *
   * @param known cautions that hold whatever is seen now
   */
  Preliminaries(
      Home home, Plan plan, Machine machine, Terminal terminal, Collection<String> known) {
    this.home = home;
    this.plan = plan;
    this.machine = machine;
    this.terminal = terminal;
    cautions.addAll(known);
  }

  /**
   * Looks.
   *
   * @throws LabException if the arms differ in more than their model, or break the contract
   */
  Setting look(Bench bench) throws IOException, InterruptedException, LabException {
    List<Finding> findings = MachineCheck.of(machine, plan.connections());
    for (Finding finding : findings) {
      if (finding.grade() == Grade.UNUSABLE) {
        cautions.add(inWords(finding));
        terminal.note("Warning: " + inWords(finding));
      }
    }
    terminal.step("looks whether both arms keep the contract and differ in their model alone");
    List<ArmProcess> arms = bench.startBoth();
    try {
      for (ArmProcess arm : arms) {
        Isolation.caution(arm, plan.processors())
            .ifPresent(
                caution -> {
                  terminal.note("Warning: " + caution);
                  cautions.add(caution);
                });
      }
      parity(bench, arms.getFirst(), arms.getLast());
      for (ArmProcess arm : arms) {
        bench.unpin(arm);
      }
      contract(bench, arms);
      for (ArmProcess arm : arms) {
        learn(bench, arm);
      }
    } finally {
      ArmProcess.close(arms);
    }
    answers(bench);
    if (plan.quick()) {
      cautions.add(
          "--quick: servers are hardly warm, so absolute figures are higher than those of trials of"
              + " full length");
    }
    cautions.addAll(Isolation.cautions(plan.processors(), machine));
    return new Setting(
        Version.NUMBER,
        home.commit(),
        Version.jdk(),
        "Linux " + machine.kernel(),
        machine.processor().model(),
        machine.processor().allowed().size(),
        machine.memory().totalBytes(),
        List.copyOf(cautions),
        findings.stream().map(Preliminaries::inWords).toList(),
        contract,
        parity,
        expected);
  }

  /** The client has no words for a server that is not there. */
  private void learn(Bench bench, ArmProcess arm)
      throws IOException, InterruptedException, LabException {
    try {
      bench.answers().learn(arm, plan.workloads());
    } catch (ConnectException e) {
      throw new LabException(
          "%s does not answer at %s: connection refused".formatted(arm.arm().name(), arm.base()));
    } catch (HttpTimeoutException e) {
      throw new LabException(
          "%s does not answer at %s in time".formatted(arm.arm().name(), arm.base()));
    }
  }

  static String inWords(Finding finding) {
    String remedy = finding.grade() == Grade.GOOD ? "" : "; " + finding.remedy();
    return finding.name()
        + ": "
        + finding.value()
        + " ("
        + finding.grade().name().toLowerCase(java.util.Locale.ROOT)
        + remedy
        + ")";
  }

  private void contract(Bench bench, List<ArmProcess> arms)
      throws IOException, InterruptedException, LabException {
    List<ArmProcess> ours = arms.stream().filter(arm -> arm.arm() instanceof Arm.Ours).toList();
    List<URI> bases = ours.stream().map(ArmProcess::base).toList();
    List<Inspection.Report> reports = bench.inspection().verify(bases);
    for (int i = 0; i < ours.size(); i++) {
      String name = ours.get(i).arm().name();
      Inspection.Report report = reports.get(i);
      if (!report.passed()) {
        report.lines().stream().filter(line -> line.startsWith("failed: ")).forEach(terminal::note);
        throw new LabException(
            name
                + " breaks the contract: "
                + (report.lines().isEmpty() ? "" : report.lines().getLast()));
      }
      contract.put(
          name,
          report.lines().stream()
              .filter(line -> line.startsWith("all "))
              .findFirst()
              .map(line -> line.split("\\s+", -1)[1] + " cases of the quick part passed")
              .orElse("the quick part passed"));
    }
    for (ArmProcess arm : arms) {
      if (arm.arm() instanceof Arm.Visited) {
        contract.put(arm.arm().name(), "not asked: a visitor's server");
      }
    }
  }

  private void parity(Bench bench, ArmProcess first, ArmProcess second)
      throws IOException, InterruptedException, LabException {
    for (ArmProcess arm : List.of(first, second)) {
      if (arm.arm() instanceof Arm.Visited) {
        cautions.add(arm.arm().name() + " is one process for all trials, its parity unproven");
      }
    }
    if (!(first.arm() instanceof Arm.Ours a) || !(second.arm() instanceof Arm.Ours b)) {
      parity.add("unproven: a visitor's server does not say what is in force");
      return;
    }
    if (first.admin().isEmpty() || second.admin().isEmpty()) {
      throw new LabException("both arms need an admin port to say what is in force");
    }
    Inspection.Report report = bench.inspection().parity(first.admin().get(), second.admin().get());
    parity.addAll(report.lines());
    if (report.passed()) {
      return;
    }
    var excuse = new Excuse(a, b);
    List<String> refused = new ArrayList<>();
    for (String line : report.lines()) {
      if (line.startsWith("of the model: ") || line.startsWith("the same: ")) {
        continue;
      }
      if (excuse.covers(line)) {
        cautions.add(excuse.inWords() + line);
      } else {
        refused.add(line);
      }
    }
    if (!refused.isEmpty()) {
      refused.forEach(terminal::note);
      throw new LabException(
          "%s and %s differ outside their model; they are not compared"
              .formatted(a.name(), b.name()));
    }
  }

  /** Both must answer each workload alike; a visitor's server may have its own words. */
  private void answers(Bench bench) throws LabException {
    for (Workload workload : plan.workloads()) {
      Expectation first = bench.answers().of(workload, plan.first());
      Expectation second = bench.answers().of(workload, plan.second());
      expected.put(workload.name(), first.inWords());
      if (first.equals(second)) {
        continue;
      }
      String difference =
          "%s is answered differently: %s by %s, %s by %s"
              .formatted(
                  workload.name(),
                  shown(first),
                  plan.first().name(),
                  shown(second),
                  plan.second().name());
      // A visitor's server may have its own words, but an answer of another status is no answer.
      if (first.status() != second.status()
          || plan.arms().stream().allMatch(Arm.Ours.class::isInstance)) {
        throw new LabException(difference);
      }
      cautions.add(difference);
    }
  }

  private static String shown(Expectation expectation) {
    return expectation.kind() == BodyDigest.Kind.EXACT
        ? "%s, sum %08x".formatted(expectation.inWords(), expectation.digest())
        : expectation.inWords();
  }
}
