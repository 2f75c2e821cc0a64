package duet.lab;

import duet.lab.fault.FaultName;
import duet.lab.fault.Faults;
import duet.lab.plan.PlanException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What servers make of what goes wrong around them. */
@Command(
    name = "faults",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Takes from servers under load what they need: the database, the backend, files, descriptors,"
          + " memory; says what clients see of it, how soon all is well again and what is left"
          + " behind; exit code 1 if something that must hold does not.",
      "All of it takes about six minutes for each server."
    })
final class StressFaults implements Callable<Integer> {
  @Mixin private StressRun run = new StressRun();

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description =
          "one or more of database-stopped, database-killed, database-restarted, database-paused,"
              + " database-full, backend-slow, backend-dead, backend-silent, backend-deaf, backend-half,"
              + " backend-closing, files, descriptors, heap, heap-small, clock, updates; default all")
  private List<String> only = List.of();

  @Override
  public Integer call() throws Exception {
    List<FaultName> names = names();
    return run.run(
        "faults",
        names.stream().map(FaultName::key).toList(),
        (servers, arm, progress) -> Faults.run(names, servers, arm, progress));
  }

  private List<FaultName> names() throws PlanException {
    var names = new ArrayList<FaultName>();
    for (String key : only.isEmpty() ? FaultName.keys() : only) {
      names.add(
          FaultName.of(key)
              .orElseThrow(
                  () ->
                      new PlanException(
                          "--only must be some of %s: '%s'"
                              .formatted(String.join(", ", FaultName.keys()), key))));
    }
    return names;
  }
}
