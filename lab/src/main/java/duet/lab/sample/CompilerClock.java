package duet.lab.sample;

import java.io.IOException;

/**
 * The CPU time that a JVM's JIT compilers have used, by the names HotSpot gives their threads. 0
 * for a process that has none. It shows whether a server is warm: what is compiled in a measured
 * window is paid by the requests in it and by no others. Not thread-safe.
 */
public final class CompilerClock {
  private static final String C1 = "C1 CompilerThre";
  private static final String C2 = "C2 CompilerThre";

  private final ProcFiles files;
  private final String tasks;

  CompilerClock(ProcFiles files, long pid) {
    this.files = files;
    tasks = "/proc/" + pid + "/task";
  }

  /**
   * Of a process on this machine.
   *
   * @throws UnsupportedOperationException anywhere but on Linux
   */
  public static CompilerClock of(long pid) {
    return new CompilerClock(ProcFiles.ofThisMachine(), pid);
  }

  /** In nanoseconds, by ticks of 10 ms; 0 once the process has ended. */
  public long nanos() {
    long ticks = 0;
    for (String tid : text(tasks).split("\n", -1)) {
      String stat = tid.isEmpty() ? "" : text(tasks + "/" + tid + "/stat");
      if (stat.contains("(" + C1 + ")") || stat.contains("(" + C2 + ")")) {
        ProcStat thread = ProcStat.parse(stat);
        ticks += thread.userTicks() + thread.systemTicks();
      }
    }
    return ticks * ProcStat.NANOS_PER_TICK;
  }

  private String text(String path) {
    try {
      return files.read(path);
    } catch (IOException _) {
      return ""; // a thread may end at any moment
    }
  }
}
