package duet.lab.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Where each figure of a {@link Machine} stands. */
final class MachineReader {
  private static final String CPUS = "/sys/devices/system/cpu";
  private static final double NEIGHBOUR_SHARE = 0.01;
  private static final double KILOHERTZ_PER_MEGAHERTZ = 1e3;

  private final ProcFiles files;
  private final CpuClock clock;

  MachineReader(ProcFiles files, CpuClock clock) {
    this.files = files;
    this.clock = clock;
  }

  Machine read(Duration look) throws InterruptedException {
    var neighbours = neighbours(look);
    var processor = processor();
    var steal = steal(look, processor.allowed().size());
    return new Machine(
        processor,
        CgroupQuota.processors(files),
        memory(),
        text("/proc/sys/kernel/osrelease"),
        System.getProperty("java.vendor") + " " + Runtime.version(),
        TimerLook.measure(text("/sys/devices/system/clocksource/clocksource0/current_clocksource")),
        limits(),
        Double.parseDouble(text("/proc/loadavg").split(" ", -1)[0]),
        steal,
        neighbours);
  }

  private List<Machine.Neighbour> neighbours(Duration look) throws InterruptedException {
    var own = own();
    var before = Neighbours.read(files, clock, System.nanoTime(), own);
    Thread.sleep(look);
    return Neighbours.read(files, clock, System.nanoTime(), own).busySince(before, NEIGHBOUR_SHARE);
  }

  private Set<Long> own() {
    try {
      return new HashSet<>(new ProcessTree(files, ProcessHandle.current().pid()).livePids());
    } catch (ProcessGoneException e) {
      throw new IllegalStateException("this very process must be in /proc", e);
    }
  }

  private double steal(Duration look, int processors) throws InterruptedException {
    var before = CpuTimes.read(files);
    var end = System.nanoTime() + look.toNanos();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < processors; i++) {
      threads.add(Thread.ofPlatform().daemon().name("steal-look-" + i).start(() -> spin(end)));
    }
    for (var thread : threads) {
      thread.join();
    }
    return CpuTimes.stealShare(before, CpuTimes.read(files));
  }

  private static void spin(long end) {
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
  }

  Machine.Processor processor() {
    var info = text("/proc/cpuinfo");
    var allowed =
        Affinity.cpuList(
            ProcText.value(text("/proc/self/status"), "Cpus_allowed_list").orElse("0"));
    var flags = ProcText.value(info, "flags").orElse("").split(" ", -1);
    return new Machine.Processor(
        model(info),
        allowed,
        Affinity.cpuList(text(CPUS + "/online")).size(),
        cores(allowed),
        List.of(flags).contains("hypervisor")
            || ProcText.text(files, "/sys/hypervisor/type").isPresent(),
        frequency(info, allowed.getFirst()));
  }

  /** ARM names no model; implementer and part must do. */
  private static String model(String info) {
    return ProcText.value(info, "model name")
        .or(
            () ->
                ProcText.value(info, "CPU part")
                    .map(
                        part ->
                            "CPU implementer %s, part %s"
                                .formatted(
                                    ProcText.value(info, "CPU implementer").orElse("?"), part)))
        .orElse(System.getProperty("os.arch"));
  }

  private List<SortedSet<Integer>> cores(SortedSet<Integer> allowed) {
    var cores = new LinkedHashMap<String, SortedSet<Integer>>();
    for (var processor : allowed) {
      var path = CPUS + "/cpu" + processor + "/topology/thread_siblings_list";
      var siblings = ProcText.text(files, path).orElse(String.valueOf(processor));
      cores.computeIfAbsent(siblings, _ -> new TreeSet<>()).add(processor);
    }
    return List.copyOf(cores.values());
  }

  private Machine.Frequency frequency(String info, int processor) {
    var folder = CPUS + "/cpu" + processor + "/cpufreq/";
    var said = ProcText.value(info, "cpu MHz").map(Double::parseDouble);
    var now = megahertz(folder + "scaling_cur_freq");
    return new Machine.Frequency(
        now.isPresent() ? now : said.map(OptionalDouble::of).orElse(OptionalDouble.empty()),
        ProcText.text(files, folder + "scaling_governor"),
        megahertz(folder + "scaling_min_freq"),
        megahertz(folder + "scaling_max_freq"),
        boost());
  }

  private OptionalDouble megahertz(String path) {
    var kilohertz = ProcText.number(files, path);
    return kilohertz.isPresent()
        ? OptionalDouble.of(kilohertz.getAsLong() / KILOHERTZ_PER_MEGAHERTZ)
        : OptionalDouble.empty();
  }

  /** Intel's own driver says the opposite: whether there is none. */
  private Optional<Boolean> boost() {
    return ProcText.text(files, CPUS + "/cpufreq/boost")
        .map("1"::equals)
        .or(() -> ProcText.text(files, CPUS + "/intel_pstate/no_turbo").map("0"::equals));
  }

  Machine.Memory memory() {
    var info = text("/proc/meminfo");
    var pages = ProcText.text(files, "/sys/kernel/mm/transparent_hugepage/enabled").orElse("");
    return new Machine.Memory(
        ProcText.bytes(info, "MemTotal"),
        ProcText.bytes(info, "MemAvailable"),
        pages.replaceAll("^.*\\[(.*)].*$", "$1"));
  }

  Machine.Limits limits() {
    var ports = text("/proc/sys/net/ipv4/ip_local_port_range").split("\\s+", -1);
    return new Machine.Limits(
        openFiles(),
        Integer.parseInt(ports[0]),
        Integer.parseInt(ports[1]),
        (int) ProcText.number(files, "/proc/sys/net/ipv4/tcp_tw_reuse").orElse(0),
        (int) ProcText.number(files, "/proc/sys/net/core/somaxconn").orElse(0));
  }

  /** The soft limit, of a table whose columns are two blanks or more apart. */
  private long openFiles() {
    return text("/proc/self/limits")
        .lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("max open files"))
        .map(line -> ProcText.whole(line.split("\\s{2,}", -1)[1]).orElse(Long.MAX_VALUE))
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  private String text(String path) {
    try {
      return files.read(path).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("the kernel must have " + path, e);
    }
  }
}
