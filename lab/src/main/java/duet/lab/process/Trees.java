package duet.lab.process;

import duet.lab.plan.Arm;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where each arm is built.
 *
 * @param home this tree
 * @param byCommit other trees, by the commit they were built from
 */
public record Trees(Path home, Map<String, Path> byCommit) {
  /** Copies. */
  public Trees {
    byCommit = Map.copyOf(byCommit);
  }

  /** Every arm is of this tree. */
  public static Trees here(Path home) {
    return new Trees(home, Map.of());
  }

  Path of(Arm.Ours arm) {
    return byCommit.getOrDefault(arm.commit(), home);
  }
}
