package duet.lab;

import duet.lab.plan.Arm;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Says which arms there are. */
@Command(
    name = "arms",
    mixinStandardHelpOptions = true,
    description = "Lists the servers that can be compared.")
final class Arms implements Callable<Integer> {
  @Override
  public Integer call() {
    Terminal terminal = Terminal.ofProcess();
    for (Arm.Program program : Arm.Program.values()) {
      terminal.say("%-18s %s".formatted(program.key(), program.model()));
    }
    terminal.say("");
    terminal.say("An arm is " + Arm.SYNTAX + ".");
    return 0;
  }
}
