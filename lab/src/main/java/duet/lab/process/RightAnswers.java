package duet.lab.process;

import duet.lab.load.Expectation;
import duet.lab.load.Probe;
import duet.lab.plan.Arm;
import duet.lab.plan.Workload;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What each arm's right answer to each workload is, by what it answered when it was asked. */
public final class RightAnswers {
  private record Asked(Workload workload, Arm arm) {}

  private final Map<Asked, Expectation> learned = new HashMap<>();

  /**
   * Asks a running arm.
   *
   * @throws IOException in one line, if it does not answer, or with an error
   */
  public void learn(ArmProcess arm, List<Workload> workloads)
      throws IOException, InterruptedException {
    for (Workload workload : workloads) {
      Expectation seen =
          Probe.learn(arm.base(), workload.method(), workload.target(), workload.body());
      if (seen.status() >= 400) {
        throw new IOException(
            "%s answers %s with status %d"
                .formatted(arm.arm().name(), workload.target(), seen.status()));
      }
      learned.put(new Asked(workload, arm.arm()), seen);
    }
  }

  /** Any with status 200, where the arm was not asked. */
  public Expectation of(Workload workload, Arm arm) {
    return learned.getOrDefault(new Asked(workload, arm), Expectation.anyBody(200));
  }
}
