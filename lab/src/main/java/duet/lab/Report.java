package duet.lab;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Makes the page anew from the raw data. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Makes the page of a comparison anew from its raw data.")
final class Report implements Callable<Integer> {
  @Override
  public Integer call() {
    return 0;
  }
}
