package duet.lab.sample;

/**
 * What a process and its descendants did between two full readings. CPU time and faults are of one
 * stretch, switches of a slightly different one: compare rates, not counts. A thread that lived
 * wholly between the readings left no switches.
 */
public record Usage(
    CpuUsage cpu,
    long minorFaults,
    long majorFaults,
    long switchesElapsedNanos,
    long voluntarySwitches,
    long involuntarySwitches) {

  private static final double NANOS_PER_SECOND = 1e9;

  public Usage {
    if (switchesElapsedNanos <= 0) {
      throw new IllegalArgumentException(
          "must be > 0: switchesElapsedNanos=" + switchesElapsedNanos);
    }
    if (voluntarySwitches < 0 || involuntarySwitches < 0) {
      throw new IllegalArgumentException(
          "must be >= 0: voluntarySwitches=%d involuntarySwitches=%d"
              .formatted(voluntarySwitches, involuntarySwitches));
    }
  }

  /**
   * Of two readings of the same {@link ProcessWatch}.
   *
   * @throws ProcessGoneException as {@link CpuUsage#between}
   */
  public static Usage between(ProcessSample before, ProcessSample after)
      throws ProcessGoneException {
    return new Usage(
        CpuUsage.between(before.cpu(), after.cpu()),
        Math.max(0, after.minorFaults() - before.minorFaults()),
        Math.max(0, after.majorFaults() - before.majorFaults()),
        after.switchesAtNanos() - before.switchesAtNanos(),
        after.voluntarySwitches() - before.voluntarySwitches(),
        after.involuntarySwitches() - before.involuntarySwitches());
  }

  /** Voluntary and involuntary together, of all threads. */
  public double switchesPerSecond() {
    return voluntarySwitchesPerSecond() + involuntarySwitchesPerSecond();
  }

  public double voluntarySwitchesPerSecond() {
    return voluntarySwitches / (switchesElapsedNanos / NANOS_PER_SECOND);
  }

  public double involuntarySwitchesPerSecond() {
    return involuntarySwitches / (switchesElapsedNanos / NANOS_PER_SECOND);
  }

  public double minorFaultsPerSecond() {
    return minorFaults / (cpu.elapsedNanos() / NANOS_PER_SECOND);
  }

  public double majorFaultsPerSecond() {
    return majorFaults / (cpu.elapsedNanos() / NANOS_PER_SECOND);
  }
}
