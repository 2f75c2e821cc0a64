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
}
