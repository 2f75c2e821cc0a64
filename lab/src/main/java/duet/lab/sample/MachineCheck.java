package duet.lab.sample;

import static java.lang.String.format;
import static java.util.Locale.ROOT;

import duet.lab.sample.Machine.Neighbour;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a machine is worth as a place to measure, with what to do about it. */
public final class MachineCheck {

  /**
   * Stolen time is not CPU time of the server, but it delays answers and cools caches, and it comes
   * in bursts. Where it is as large as the differences that are looked for (5 %), one may doubt
   * them; where a fifth is stolen, latency and capacity are the host's.
   */
  static final double STEAL_DOUBTFUL = 0.05;

  static final double STEAL_UNUSABLE = 0.20;

  /** Others' work on the server's processor costs it its caches, and the load its punctuality. */
  static final double NEIGHBOURS_DOUBTFUL = 0.05;

  /** Half a processor: one of the two that are pinned is no longer ours. */
  static final double NEIGHBOURS_UNUSABLE = 0.50;

  /** More runnable tasks than processors, for a minute: what was read may not be rest yet. */
  static final double LOAD_PER_PROCESSOR_DOUBTFUL = 1.0;

  /**
   * A clock that is read through a device and not by one instruction; it is read twice a request.
   */
  static final long STEP_DOUBTFUL_NANOS = 1_000;

  /** As coarse as the punctuality that the generator is held to (200 µs), halved. */
  static final long STEP_UNUSABLE_NANOS = 100_000;

  /**
   * The kernel's slack is 50 µs and waking up some 20 more; beyond this the machine is not quiet.
   */
  static final long PARK_MEDIAN_DOUBTFUL_NANOS = 300_000;

  /** A thread that is woken this late holds up the answer it was to give: p99 shows the machine. */
  static final long PARK_P99_DOUBTFUL_NANOS = 2_000_000;

  /** Clocks that are read without a call into the kernel. */
  static final Set<String> FAST_CLOCKS =
      Set.of("tsc", "kvm-clock", "hyperv_clocksource_tsc_page", "arch_sys_counter");

  private final Machine machine;

  private MachineCheck(Machine machine) {
    this.machine = machine;
  }

  /**
   * Every finding, good ones too.
   *
   * @param connections that a measurement is to keep open at once
   */
  public static List<Finding> of(Machine machine, int connections) {
    if (connections < 1) {
      throw new IllegalArgumentException("must be > 0: connections=" + connections);
    }
    var check = new MachineCheck(machine);
    var findings = new ArrayList<>(ProcessorCheck.of(machine));
    findings.add(check.steal());
    findings.add(check.neighbours());
    findings.add(check.load());
    findings.add(check.clock());
    findings.add(check.sleep());
    findings.addAll(LimitCheck.of(machine, connections));
    return List.copyOf(findings);
  }

  private Finding steal() {
    var share = machine.stealShare();
    return Finding.graded(
        "steal",
        format(ROOT, "%.1f %% while all processors were wanted", share * 100),
        share > STEAL_UNUSABLE,
        share > STEAL_DOUBTFUL,
        "the host gives our time to others: come back later, or take an instance with dedicated"
            + " processors");
  }

  private Finding neighbours() {
    var total = machine.neighbours().stream().mapToDouble(Neighbour::processors).sum();
    var value =
        machine.neighbours().isEmpty()
            ? "nobody above 1 %"
            : machine.neighbours().stream()
                .limit(5)
                .map(
                    it ->
                        format(ROOT, "%s (%d) %.0f %%", it.name(), it.pid(), it.processors() * 100))
                .collect(Collectors.joining(", "));
    return Finding.graded(
        "other processes",
        value,
        total > NEIGHBOURS_UNUSABLE,
        total > NEIGHBOURS_DOUBTFUL,
        "stop them or wait until they are done");
  }

  private Finding load() {
    var load = machine.loadAverage();
    return Finding.graded(
        "load average",
        format(ROOT, "%.2f over the last minute", load),
        false,
        load > LOAD_PER_PROCESSOR_DOUBTFUL * machine.processor().allowed().size(),
        "wait a minute after a build, and look again");
  }

  private Finding clock() {
    var timer = machine.timer();
    var source = timer.clockSource();
    return Finding.graded(
        "clock",
        format(ROOT, "%s, steps of %d ns", source, timer.stepNanos()),
        timer.stepNanos() > STEP_UNUSABLE_NANOS,
        timer.stepNanos() > STEP_DOUBTFUL_NANOS || !FAST_CLOCKS.contains(source),
        "see /sys/devices/system/clocksource/clocksource0/available_clocksource, and as root: echo"
            + " tsc > /sys/devices/system/clocksource/clocksource0/current_clocksource");
  }

  private Finding sleep() {
    var timer = machine.timer();
    return Finding.graded(
        "sleep",
        format(
            ROOT,
            "a short one lasts %d µs too long, p99 %d µs",
            timer.parkMedianNanos() / 1000,
            timer.parkP99Nanos() / 1000),
        false,
        timer.parkMedianNanos() > PARK_MEDIAN_DOUBTFUL_NANOS
            || timer.parkP99Nanos() > PARK_P99_DOUBTFUL_NANOS,
        "threads wake up late: stop other processes, and in a virtual machine take dedicated"
            + " processors; until then doubt p99 and above");
  }
}
