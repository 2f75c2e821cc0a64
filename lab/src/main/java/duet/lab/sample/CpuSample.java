package duet.lab.sample;

/**
 * The CPU time that a process and its descendants have used up to now, those that have ended and
 * were waited for included.
 *
 * @param atNanos of {@link System#nanoTime()}, just before the reading
 * @param cpuNanos by the scheduler's clock; of descendants that have ended, by ticks of 10 ms
 * @param userNanos by ticks of 10 ms, so its sum with {@code systemNanos} is not {@code cpuNanos};
 *     on most kernels each tick goes to the mode it finds
 */
public record CpuSample(long atNanos, long cpuNanos, long userNanos, long systemNanos) {
  public CpuSample {
    if (cpuNanos < 0 || userNanos < 0 || systemNanos < 0) {
      throw new IllegalArgumentException(
          "must be >= 0: cpuNanos=%d userNanos=%d systemNanos=%d"
              .formatted(cpuNanos, userNanos, systemNanos));
    }
  }

  /** At the begin of a sum of spans. */
  public static final CpuSample ZERO = new CpuSample(0, 0, 0, 0);

  /**
   * With what was used between two more readings, and the time between them. What is then {@link
   * CpuUsage#between between} {@link #ZERO} and the sum is the usage of all spans: their ticks are
   * too few to be split span by span.
   *
   * @throws ProcessGoneException as {@link CpuUsage#between}
   */
  public CpuSample plus(CpuSample before, CpuSample after) throws ProcessGoneException {
    CpuUsage.between(before, after);
    return new CpuSample(
        atNanos + after.atNanos() - before.atNanos(),
        Math.max(0, cpuNanos + after.cpuNanos() - before.cpuNanos()),
        Math.max(0, userNanos + after.userNanos() - before.userNanos()),
        Math.max(0, systemNanos + after.systemNanos() - before.systemNanos()));
  }

  /** The same CPU time, used in another time. */
  public CpuSample within(long nanos) {
    return new CpuSample(nanos, cpuNanos, userNanos, systemNanos);
  }
}
