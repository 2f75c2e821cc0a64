package duet.lab.sample;

import java.io.IOException;
import java.util.Optional;

/**
 * What a process holds at one moment, itself alone; its owner may ask.
 *
 * @param descriptors open files, sockets included
 * @param threads platform threads
 * @param rssBytes resident memory
 * @param peakRssBytes most resident memory since the start or the last {@link #resetPeak}
 */
public record Footprint(int descriptors, int threads, long rssBytes, long peakRssBytes) {
  /**
   * As it is now.
   *
   * @throws ProcessGoneException when there is no such process, or it may not be looked at
   * @throws UnsupportedOperationException anywhere but on Linux
   */
  public static Footprint of(long pid) throws ProcessGoneException {
    return of(ProcFiles.ofThisMachine(), pid);
  }

  static Footprint of(ProcFiles files, long pid) throws ProcessGoneException {
    String status = read(files, pid, "status");
    String descriptors = read(files, pid, "fd");
    long rssBytes = ProcText.bytes(status, "VmRSS");
    return new Footprint(
        descriptors.isEmpty() ? 0 : (int) descriptors.lines().count(),
        (int) ProcText.count(status, "Threads"),
        rssBytes,
        Math.max(rssBytes, ProcText.bytes(status, "VmHWM")));
  }

  /**
   * From now on {@link #peakRssBytes} is the most since now ({@code clear_refs},
   * proc_pid_clear_refs(5)); where that may not be written it stays the most since the start.
   */
  public static void resetPeak(long pid) {
    try {
      ProcFiles.ofThisMachine().write("/proc/" + pid + "/clear_refs", "5");
    } catch (IOException _) {
      // a peak that is too high is none that was missed
    }
  }

  private static String read(ProcFiles files, long pid, String name) throws ProcessGoneException {
    Optional<String> text = ProcText.text(files, "/proc/" + pid + "/" + name);
    return text.orElseThrow(() -> new ProcessGoneException(pid));
  }
}
