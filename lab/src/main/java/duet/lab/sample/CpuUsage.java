package duet.lab.sample;

/**
 * The CPU time used between two readings.
 *
 * @param userNanos part of {@code cpuNanos}, split as the ticks of the window were; the error of
 *     the split is a few ticks of 10 ms, that of the sum is not
 * @param systemNanos the rest
 */
public record CpuUsage(long elapsedNanos, long cpuNanos, long userNanos, long systemNanos) {

  /**
   * What a sum may go down by when descendants end: their nanoseconds turn into whole ticks of
   * their parent. Ten may round at once before it is taken for a loss.
   */
  private static final long ROUNDING_NANOS = 10 * ProcStat.NANOS_PER_TICK;

  public CpuUsage {
    if (elapsedNanos <= 0) {
      throw new IllegalArgumentException("must be > 0: elapsedNanos=" + elapsedNanos);
    }
    if (cpuNanos < 0 || userNanos < 0 || userNanos + systemNanos != cpuNanos) {
      throw new IllegalArgumentException(
          "must be >= 0 and add up: cpuNanos=%d userNanos=%d systemNanos=%d"
              .formatted(cpuNanos, userNanos, systemNanos));
    }
  }

  /**
   * Of two readings of the same {@link ProcessWatch}.
   *
   * @throws IllegalArgumentException when {@code after} is not later
   * @throws ProcessGoneException when CPU time went lost because a descendant ended and nobody
   *     waited for it
   */
  public static CpuUsage between(CpuSample before, CpuSample after) throws ProcessGoneException {
    var difference = after.cpuNanos() - before.cpuNanos();
    if (difference < -ROUNDING_NANOS) {
      throw ProcessGoneException.lost(-difference);
    }
    var cpu = Math.max(0, difference);
    var user = Math.max(0, after.userNanos() - before.userNanos());
    var system = Math.max(0, after.systemNanos() - before.systemNanos());
    // Without a tick in the window the split of the whole life must do.
    var userShare =
        user + system > 0 ? share(user, system) : share(after.userNanos(), after.systemNanos());
    var userNanos = Math.round(cpu * userShare);
    return new CpuUsage(after.atNanos() - before.atNanos(), cpu, userNanos, cpu - userNanos);
  }

  private static double share(long part, long rest) {
    return part + rest > 0 ? (double) part / (part + rest) : 1;
  }

  /** How many processors were kept busy: 1.0 is one of them all the time. */
  public double processors() {
    return (double) cpuNanos / elapsedNanos;
  }
}
