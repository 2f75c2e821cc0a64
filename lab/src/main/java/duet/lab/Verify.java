package duet.lab;

import duet.lab.process.Foreground;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Holds any server to the contract. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Runs the contract suite against a server; exit code 1 if it breaks it.")
final class Verify implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "URL", description = "http://host:port")
  private String url = "";

  @Option(names = "--quick", description = "the part that takes seconds")
  private boolean quick;

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(url));
    if (quick) {
      arguments.add("--quick");
    }
    return Foreground.verify(Home.find().folder(), arguments);
  }
}
