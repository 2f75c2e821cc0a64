package duet.lab;

import duet.lab.plan.Arm;
import duet.lab.plan.Asked;
import duet.lab.plan.Plan;
import duet.lab.process.ArmProcess;
import duet.lab.process.Bench;
import duet.lab.report.Setting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is looked at before the first trial. */
final class Preliminaries {
  private Preliminaries() {}

  static Setting run(Home home, Asked asked, Plan plan, Bench bench, Terminal terminal)
      throws IOException, InterruptedException, LabException {
    terminal.step("looks whether both arms keep the contract and differ in their model alone");
    Map<String, String> contract = new TreeMap<>();
    List<String> parity = new ArrayList<>();
    List<String> cautions = new ArrayList<>();
    try (ArmProcess first = bench.start(plan.first());
        ArmProcess second = bench.start(plan.second())) {
      bench.learn(first);
      bench.learn(second);
    }
    Map<String, String> expected = new TreeMap<>();
    plan.workloads().forEach(each -> expected.put(each.name(), bench.expected(each).inWords()));
    for (Arm arm : plan.arms()) {
      if (arm instanceof Arm.Visited) {
        cautions.add(arm.name() + " is one process, parity unproven");
      }
    }
    return new Setting(
        Version.NUMBER,
        home.commit(),
        Runtime.version().toString(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        "",
        Runtime.getRuntime().availableProcessors(),
        0,
        cautions,
        List.of(),
        contract,
        parity,
        expected);
  }
}
