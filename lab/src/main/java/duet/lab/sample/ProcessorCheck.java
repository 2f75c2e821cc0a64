package duet.lab.sample;

import static duet.lab.sample.Grade.DOUBTFUL;
import static duet.lab.sample.Grade.UNUSABLE;
import static java.lang.String.format;
import static java.util.Locale.ROOT;

import java.util.List;

/** How many processors there are, whose they are, and how fast. */
final class ProcessorCheck {

  /** Server and load, one each; a third keeps database, backend and system off the load's. */
  static final int PROCESSORS_NEEDED = 2;

  static final int PROCESSORS_WANTED = 3;

  private final Machine machine;

  private ProcessorCheck(Machine machine) {
    this.machine = machine;
  }

  static List<Finding> of(Machine machine) {
    var check = new ProcessorCheck(machine);
    return List.of(
        check.processors(), check.cores(), check.quota(), check.frequency(), check.virtual());
  }

  private Finding processors() {
    var processor = machine.processor();
    var count = processor.allowed().size();
    var value = format(ROOT, "%d of %d usable, %s", count, processor.online(), processor.model());
    if (count < PROCESSORS_NEEDED) {
      return new Finding(
          "processors",
          value,
          UNUSABLE,
          "server and load need a processor each: use a machine with two or more, or start duet"
              + " without taskset");
    }
    return count < PROCESSORS_WANTED
        ? new Finding(
            "processors",
            value,
            DOUBTFUL,
            "database and backend share the load's processor: for workloads that ask them use a"
                + " machine with three or more")
        : Finding.good("processors", value);
  }

  private Finding cores() {
    var processor = machine.processor();
    var threads = processor.allowed().size();
    var value = format(ROOT, "%d for %d processors", processor.cores().size(), threads);
    if (processor.cores().size() == threads || processor.cores().size() >= PROCESSORS_WANTED) {
      return Finding.good("cores", value);
    }
    return new Finding(
        "cores",
        value,
        DOUBTFUL,
        "two processors of one core slow each other: pin server and load to different cores, or"
            + " switch siblings off with: echo off > /sys/devices/system/cpu/smt/control");
  }

  private Finding quota() {
    var quota = machine.quotaProcessors();
    if (quota.isEmpty()) {
      return Finding.good("cpu quota", "none");
    }
    var value = format(ROOT, "%.2f processors", quota.getAsDouble());
    if (quota.getAsDouble() >= machine.processor().allowed().size()) {
      return Finding.good("cpu quota", value);
    }
    return new Finding(
        "cpu quota",
        value,
        quota.getAsDouble() < PROCESSORS_NEEDED ? UNUSABLE : DOUBTFUL,
        "the kernel stops all of us when it is used up: run without it (docker run without"
            + " --cpus; a pod without a cpu limit) and limit by --cpuset-cpus instead");
  }

  private Finding frequency() {
    var frequency = machine.processor().frequency();
    var now =
        frequency.nowMegahertz().isPresent()
            ? format(ROOT, "%.0f MHz", frequency.nowMegahertz().getAsDouble())
            : "not said";
    if (!frequency.known()) {
      return new Finding(
          "frequency",
          now + ", whether it is fixed cannot be seen",
          DOUBTFUL,
          "compare only what was measured in turns in one run, as duet compare does");
    }
    var value =
        now
            + ", governor "
            + frequency.governor().orElseThrow()
            + frequency.boost().map(on -> on ? ", boost on" : ", boost off").orElse("");
    if (frequency.fixed()) {
      return Finding.good("frequency", value);
    }
    return new Finding(
        "frequency",
        value,
        DOUBTFUL,
        "as root: cpupower frequency-set -g performance, and switch boost off with: echo 0 >"
            + " /sys/devices/system/cpu/cpufreq/boost (Intel: echo 1 >"
            + " /sys/devices/system/cpu/intel_pstate/no_turbo)");
  }

  private Finding virtual() {
    return machine.processor().virtual()
        ? new Finding(
            "hypervisor",
            "a virtual machine",
            DOUBTFUL,
            "neighbours on the host are not seen: trust ratios of arms measured in turns; for"
                + " absolute figures use a machine of your own")
        : Finding.good("hypervisor", "none");
  }
}
