package duet.gatling;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads what a report must say about where it was made. */
final class ThisMachine {
  private static final Path CPUINFO = Path.of("/proc/cpuinfo");

  private ThisMachine() {}

  static Replayed.Machine read() {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Replayed.Machine(
        processor(),
        Runtime.getRuntime().availableProcessors(),
        system.getTotalMemorySize(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vendor") + " " + Runtime.version());
  }

  /** Linux names the model; elsewhere the architecture must do. */
  private static String processor() {
    if (Files.isReadable(CPUINFO)) {
      try (var lines = Files.lines(CPUINFO)) {
        return lines
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse(System.getProperty("os.arch"));
      } catch (IOException e) {
        return System.getProperty("os.arch");
      }
    }
    return System.getProperty("os.arch");
  }
}
