package duet.lab;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Looks at the machine and at the instrument. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Says whether this machine and the load generator are good enough.")
final class Check implements Callable<Integer> {
  @Override
  public Integer call() {
    return 0;
  }
}
