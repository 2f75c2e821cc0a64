package duet.lab;

import duet.lab.plan.Arm;
import duet.lab.plan.PlanException;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which server something is done with that takes one. */
final class ArmOption {
  @Option(
      names = "--arm",
      paramLabel = "ARM",
      defaultValue = "vertx-async",
      description = "which server of this tree; default vertx-async")
  private String arm = "";

  /** As it was given. */
  String text() {
    return arm;
  }

  /**
   * One of this project's servers; others may not be stopped, and start only once.
   *
   * @throws PlanException in one line, if it is none
   */
  String ours() throws PlanException {
    var _ = ours(arm);
    return arm;
  }

  /** Likewise. */
  static Arm.Ours ours(String arm) throws PlanException {
    try {
      if (Arm.parse(arm) instanceof Arm.Ours ours && ours.commit().isEmpty()) {
        return ours;
      }
    } catch (PlanException _) {
      // said below, of this option
    }
    throw new PlanException(
        "--arm must be a server of this tree, %s: '%s'"
            .formatted(
                Arrays.stream(Arm.Program.values())
                    .map(Arm.Program::key)
                    .collect(Collectors.joining(" or ")),
                arm));
  }
}
