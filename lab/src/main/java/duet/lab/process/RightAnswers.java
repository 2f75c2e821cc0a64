package duet.lab.process;

import duet.lab.load.Expectation;
import duet.lab.load.Probe;
import duet.lab.plan.Arm;
import duet.lab.plan.Workload;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each arm's right answer to each workload is, by what it answered when it was asked. */
public final class RightAnswers {
  private record Asked(Workload workload, Arm arm) {}

  private record Learned(Expectation right, Duration response) {}

  private final Map<Asked, Learned> learned = new HashMap<>();

  /**
   * Asks a running arm.
   *
   * @throws IOException in one line, if it does not answer, or with an error
   */
  public void learn(ArmProcess arm, List<Workload> workloads)
      throws IOException, InterruptedException {
    for (Workload workload : workloads) {
      long begin = System.nanoTime();
      Expectation seen =
          Probe.learn(arm.base(), workload.method(), workload.target(), workload.body());
      if (seen.status() >= 400) {
        throw new IOException(
            "%s answers %s with status %d"
                .formatted(arm.arm().name(), workload.target(), seen.status()));
      }
      var response = Duration.ofNanos((System.nanoTime() - begin) / Probe.TIMES);
      learned.put(new Asked(workload, arm.arm()), new Learned(seen, response));
    }
  }

  /** Any with status 200, where the arm was not asked. */
  public Expectation of(Workload workload, Arm arm) {
    @Nullable Learned known = learned.get(new Asked(workload, arm));
    return known == null ? Expectation.anyBody(200) : known.right;
  }

  /** How long one took, on average and without load; 0 where the arm was not asked. */
  Duration response(Workload workload, Arm arm) {
    @Nullable Learned known = learned.get(new Asked(workload, arm));
    return known == null ? Duration.ZERO : known.response;
  }
}
