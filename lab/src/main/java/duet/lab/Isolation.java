package duet.lab;

import duet.lab.plan.Processors;
import duet.lab.process.ArmProcess;
import duet.lab.sample.Affinity;
import duet.lab.sample.Machine;
import duet.lab.sample.ProcessGoneException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/** Whether server and load keep out of each other's way; where they do not it is said. */
final class Isolation {
  private Isolation() {}

  /** What is to be known of processors that were chosen, a sentence each. */
  static List<String> cautions(Processors processors, Machine machine) {
    if (!processors.pinned()) {
      return List.of(
          "server and load share all processors: neither could be pinned to one of its own");
    }
    Set<Integer> servers = Affinity.cpuList(processors.server());
    Set<Integer> loads = Affinity.cpuList(processors.load());
    var cautions = new ArrayList<String>();
    for (SortedSet<Integer> core : machine.processor().cores()) {
      if (core.stream().anyMatch(servers::contains) && core.stream().anyMatch(loads::contains)) {
        cautions.add(
            "server and load share a core, processors %s: each slows the other down"
                .formatted(Affinity.cpuList(core)));
      }
    }
    return cautions;
  }

  /** What is to be known of an arm that should be on the server's processors alone. */
  static Optional<String> caution(ArmProcess arm, Processors processors) {
    if (!processors.pinned()) {
      return Optional.empty();
    }
    try {
      SortedSet<Integer> wanted = Affinity.cpuList(processors.server());
      int elsewhere = Affinity.of(arm.pid()).notPinnedTo(wanted).size();
      return elsewhere == 0
          ? Optional.empty()
          : Optional.of(
              "%s is not pinned to processor %s, %d of its threads may run elsewhere: taskset -a -cp %s %d pins it"
                  .formatted(
                      arm.arm().name(),
                      processors.server(),
                      elsewhere,
                      processors.server(),
                      arm.pid()));
    } catch (ProcessGoneException e) {
      return Optional.of(arm.arm().name() + " ended while it was looked at");
    }
  }
}
