package duet.service;

import static duet.service.Exposition.label;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * The JVM and its process, under the names that Prometheus' own Java client gives them, where it
 * has one. Every figure is a counter that is read; none stops the JVM's threads, as a look at their
 * states or for deadlocks would.
 */
final class JvmFigures {
  private static final Path STATUS = Path.of("/proc/self/status");

  private JvmFigures() {}

  static void write(Exposition to) {
    memory(to);
    collections(to);
    threads(to);
    process(to);
  }

  private static void memory(Exposition to) {
    var memory = ManagementFactory.getMemoryMXBean();
    var areas = new LinkedHashMap<String, MemoryUsage>();
    areas.put(label("area", "heap"), memory.getHeapMemoryUsage());
    areas.put(label("area", "nonheap"), memory.getNonHeapMemoryUsage());
    usage(to, "jvm_memory", "by area", areas);
    var pools = new LinkedHashMap<String, MemoryUsage>();
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      pools.put(label("pool", pool.getName()), pool.getUsage());
    }
    usage(to, "jvm_memory_pool", "by pool", pools);
  }

  private static void usage(
      Exposition to, String name, String by, Map<String, MemoryUsage> usages) {
    bytes(to, name + "_used_bytes", "Memory in use, " + by + ".", usages, MemoryUsage::getUsed);
    bytes(
        to,
        name + "_committed_bytes",
        "Memory taken from the system, " + by + ".",
        usages,
        MemoryUsage::getCommitted);
    bytes(
        to,
        name + "_max_bytes",
        "Memory that may be taken, " + by + "; -1 without a limit.",
        usages,
        MemoryUsage::getMax);
  }

  private static void bytes(
      Exposition to,
      String name,
      String help,
      Map<String, MemoryUsage> usages,
      ToLongFunction<MemoryUsage> figure) {
    to.metric(name, "gauge", help);
    usages.forEach((labels, usage) -> to.sample(name, labels, figure.applyAsLong(usage)));
  }

  private static void collections(Exposition to) {
    to.metric("jvm_gc_collection_seconds", "summary", "Time spent in garbage collections.");
    for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
      String labels = label("gc", gc.getName());
      to.sample("jvm_gc_collection_seconds_count", labels, gc.getCollectionCount());
      to.sample("jvm_gc_collection_seconds_sum", labels, gc.getCollectionTime() / 1e3);
    }
  }

  private static void threads(Exposition to) {
    var threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    to.metric(
        "jvm_allocated_bytes_total",
        "counter",
        "Bytes that threads have allocated on the heap.",
        threads.getTotalThreadAllocatedBytes());
    to.metric(
        "jvm_threads_current", "gauge", "Platform threads that live.", threads.getThreadCount());
    to.metric(
        "jvm_threads_peak",
        "gauge",
        "Platform threads that lived at once.",
        threads.getPeakThreadCount());
  }

  private static void process(Exposition to) {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    to.metric(
        "process_cpu_seconds_total",
        "counter",
        "CPU time of the process, user and system.",
        system.getProcessCpuTime() / 1e9);
    residentBytes()
        .ifPresent(
            bytes ->
                to.metric(
                    "process_resident_memory_bytes",
                    "gauge",
                    "Resident memory of the process.",
                    bytes));
    if (system instanceof UnixOperatingSystemMXBean unix) {
      to.metric(
          "process_open_fds",
          "gauge",
          "File descriptors that are open.",
          unix.getOpenFileDescriptorCount());
      to.metric(
          "process_max_fds",
          "gauge",
          "File descriptors that may be open.",
          unix.getMaxFileDescriptorCount());
    }
    to.metric(
        "process_start_time_seconds",
        "gauge",
        "When the process started, in seconds since 1970.",
        ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3);
  }

  /** Of Linux alone. */
  private static OptionalLong residentBytes() {
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst();
    } catch (IOException _) {
      return OptionalLong.empty();
    }
  }
}
