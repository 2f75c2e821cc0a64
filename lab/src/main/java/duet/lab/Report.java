package duet.lab;

import duet.lab.plan.Asked;
import duet.lab.report.Findings;
import duet.lab.report.Results;
import duet.lab.report.Setting;
import duet.lab.report.Summary;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes the page of a comparison anew. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description =
        "Judges a comparison anew from its raw data and writes its report.html and result.json.")
final class Report implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "DIR", description = "a result's folder")
  private Path folder = Path.of("");

  @Override
  public Integer call() throws Exception {
    Terminal terminal = Terminal.ofProcess();
    Results results = Begun.comparison(folder);
    Asked asked = results.asked();
    Setting setting = results.setting();
    Findings findings = Findings.of(asked.plan(), results.trials());
    results.publish(asked, setting, findings);
    Summary.lines(asked, setting, findings).forEach(terminal::say);
    terminal.say("saved " + results.page());
    return 0;
  }
}
