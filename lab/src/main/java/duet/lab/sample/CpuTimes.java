package duet.lab.sample;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What all processors of the machine did since it started, in ticks of 10 ms (proc_stat(5)).
 *
 * @param totalTicks of all modes together
 * @param idleTicks nothing to do, or nothing but to wait for a disk
 * @param stealTicks something to do, but the hypervisor gave the processor to another machine
 */
public record CpuTimes(long totalTicks, long idleTicks, long stealTicks) {
  private static final String PATH = "/proc/stat";

  /**
   * Up to now.
   *
   * @throws UnsupportedOperationException anywhere but on Linux
   */
  public static CpuTimes read() {
    return read(ProcFiles.ofThisMachine());
  }

  static CpuTimes read(ProcFiles files) {
    try {
      return parse(files.read(PATH));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The time of guests is in that of users already, so the sum ends before it. */
  static CpuTimes parse(String stat) {
    var fields = stat.lines().findFirst().orElse("").split(" +", -1);
    if (!fields[0].equals("cpu") || fields.length < 9) {
      throw new IllegalArgumentException("must begin with cpu and eight numbers: " + PATH);
    }
    var total = 0L;
    for (int i = 1; i <= 8; i++) {
      total += Long.parseLong(fields[i]);
    }
    return new CpuTimes(
        total, Long.parseLong(fields[4]) + Long.parseLong(fields[5]), Long.parseLong(fields[8]));
  }

  /**
   * From 0 to 1. A machine that wants nothing is stolen nothing: it tells something only where the
   * processors were busy.
   */
  public static double stealShare(CpuTimes before, CpuTimes after) {
    return share(after.stealTicks - before.stealTicks, before, after);
  }

  /** From 0 to 1, over all processors; what was stolen is among it. */
  public static double busyShare(CpuTimes before, CpuTimes after) {
    return 1 - share(after.idleTicks - before.idleTicks, before, after);
  }

  private static double share(long ticks, CpuTimes before, CpuTimes after) {
    var total = after.totalTicks - before.totalTicks;
    // The kernel lets idle time go back by a tick at times.
    return total > 0 ? Math.clamp((double) ticks / total, 0, 1) : 0;
  }
}
