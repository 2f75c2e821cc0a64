package duet.lab.sample;

/**
 * A process and its descendants at one moment. Counts are since they started, those of descendants
 * that have ended and were waited for included in CPU time and faults.
 *
 * @param cpu CPU time, read first
 * @param switchesAtNanos of {@link System#nanoTime()}, in the middle of reading the switches
 * @param voluntarySwitches of every thread: it waited for something
 * @param involuntarySwitches of every thread: another was to run
 * @param rssBytes resident memory; what processes share is counted for each
 * @param pssBytes proportional memory: what processes share is divided among them; {@link
 *     #UNREADABLE} when a process belongs to someone else
 * @param peakRssBytes most resident memory since the start or the last reset; of several processes
 *     the sum of their peaks, which need not have been at one time
 * @param threads platform threads
 * @param minorFaults pages that were mapped without reading from a disk
 * @param majorFaults pages that were read from a disk
 */
public record ProcessSample(
    CpuSample cpu,
    long switchesAtNanos,
    long voluntarySwitches,
    long involuntarySwitches,
    long rssBytes,
    long pssBytes,
    long peakRssBytes,
    int processes,
    int threads,
    long minorFaults,
    long majorFaults) {

  /** Instead of a figure that only the process's owner may read. */
  public static final long UNREADABLE = -1;

  public ProcessSample {
    if (processes < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "must be > 0: processes=%d threads=%d".formatted(processes, threads));
    }
    if (pssBytes < UNREADABLE) {
      throw new IllegalArgumentException("must be >= 0 or UNREADABLE: pssBytes=" + pssBytes);
    }
  }

  public boolean hasPss() {
    return pssBytes != UNREADABLE;
  }
}
