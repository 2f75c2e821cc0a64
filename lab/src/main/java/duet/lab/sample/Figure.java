package duet.lab.sample;

/**
 * What a trial is summed up in, one number each. The key names it in every file; the unit is the
 * number's own. Less is better in all but {@link #ACHIEVED} and {@link #GOODPUT}.
 */
public enum Figure {
  /** CPU time of the server process, user and system, for each answered request. */
  CPU("cpuMicrosPerRequest", "cpu", "µs/request"),
  /**
   * The same of the median turn: without what a few turns alone have, a compilation, a collection,
   * or a processor that the host took away.
   */
  CPU_MEDIAN_TURN("cpuMedianTurnMicrosPerRequest", "cpu, median turn", "µs/request"),
  /**
   * CPU time between its turns, while the other arm has its own or nobody has: what a server puts
   * off until later, and what it needs to be there at all. Not part of {@link #CPU}.
   */
  CPU_OUTSIDE("cpuOutsideTurnsMicrosPerRequest", "cpu, outside turns", "µs/request"),
  CPU_USER("cpuUserMicrosPerRequest", "cpu, user", "µs/request"),
  CPU_SYSTEM("cpuSystemMicrosPerRequest", "cpu, system", "µs/request"),
  /** What of it the JVM's compilers took, by ticks: next to nothing, once a server is warm. */
  CPU_COMPILERS("cpuCompilersMicrosPerRequest", "cpu, compilers", "µs/request"),
  /** Bytes that the arm's JVM allocated on its heap. */
  ALLOCATED("allocatedBytesPerRequest", "allocated", "B/request"),
  /** Voluntary and involuntary, over all threads. */
  SWITCHES("contextSwitchesPerRequest", "context switches", "/request"),
  /** Response time: from the planned send to the last byte of the answer. */
  P50("p50Millis", "p50", "ms"),
  P90("p90Millis", "p90", "ms"),
  P99("p99Millis", "p99", "ms"),
  P999("p999Millis", "p99.9", "ms"),
  P9999("p9999Millis", "p99.99", "ms"),
  MAX("maxMillis", "max", "ms"),
  /** Service time: from the actual send to the last byte of the answer. */
  SERVICE_P50("serviceP50Millis", "service p50", "ms"),
  SERVICE_P99("serviceP99Millis", "service p99", "ms"),
  /** Resident memory at the end of the window. */
  RSS("rssMebibytes", "rss", "MiB"),
  /** Proportional memory at the end of the window. */
  PSS("pssMebibytes", "pss", "MiB"),
  /** Most resident memory within the window. */
  PEAK_RSS("peakRssMebibytes", "peak rss", "MiB"),
  THREADS("threads", "threads", ""),
  HEAP("heapMebibytes", "heap in use", "MiB"),
  GC_PAUSE("gcMillisPerSecond", "gc", "ms/s"),
  /** Answered requests, right or wrong. */
  ACHIEVED("achievedPerSecond", "achieved", "/s"),
  /** Right answers within the objective, or all right answers where there is none. */
  GOODPUT("goodputPerSecond", "goodput", "/s");

  private final String key;
  private final String label;
  private final String unit;

  Figure(String key, String label, String unit) {
    this.key = key;
    this.label = label;
    this.unit = unit;
  }

  /** The name in files. */
  public String key() {
    return key;
  }

  /** The name people read. */
  public String label() {
    return label;
  }

  /** Empty for a plain count. */
  public String unit() {
    return unit;
  }

  /** Whether the arm with the smaller figure does it with less. */
  public boolean lessIsBetter() {
    return this != ACHIEVED && this != GOODPUT;
  }
}
