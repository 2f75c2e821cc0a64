package duet.lab.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import duet.lab.plan.Arm;
import duet.lab.plan.Plan;
import duet.lab.plan.PlanException;
import duet.lab.plan.Workload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BenchTest {
  private final List<Process> processes = new ArrayList<>();
  private final List<ArmProcess> arms = new ArrayList<>();
  private final List<Draft> drafts = new ArrayList<>();

  private Process serves(String name) throws IOException, PlanException {
    Process process = new ProcessBuilder("sleep", "60").start();
    processes.add(process);
    Arm arm = Arm.parse(name + "=http://127.0.0.1:1,pid=" + process.pid());
    arms.add(ArmProcess.visited((Arm.Visited) arm));
    drafts.add(new Draft(1, new Plan.Slot(Workload.parse("json"), arm, 0), name, 0.2));
    return process;
  }

  private List<String> faultsOf(int arm) {
    return drafts.get(arm).trial().faults();
  }

  @AfterEach
  void endWhatWasStarted() throws InterruptedException {
    for (Process process : processes) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void whatIsThrownAsOneServerEndsIsPutDownToThatOneAlone() throws Exception {
    serves("stays");
    serves("ends").destroyForcibly().waitFor();

    Bench.blame(arms, drafts, new IOException("taskset: failed to set pid's affinity"));

    assertEquals(List.of(), faultsOf(0));
    assertEquals(List.of("ends ended during the trial"), faultsOf(1));
  }

  @Test
  void whatIsThrownWhileBothServersRunStandsWithBoth() throws Exception {
    serves("one");
    serves("other");

    Bench.blame(arms, drafts, new IOException("the generator has ended"));

    assertEquals(List.of("the generator has ended"), faultsOf(0));
    assertEquals(List.of("the generator has ended"), faultsOf(1));
  }
}
