package duet.lab.sample;

/**
 * What a trial is summed up in, one number each. The key names it in every file; the unit is the
 * number's own. Less is better in all but rates.
 */
public enum Figure {
  /** CPU time of the server process, user and system, for each answered request. */
  CPU(Kind.COST, "cpuMicrosPerRequest", "cpu", "µs/request"),
  /**
   * The same of the median turn: without what a few turns alone have, a compilation, a collection,
   * or a processor that the host took away.
   */
  CPU_MEDIAN_TURN(Kind.COST, "cpuMedianTurnMicrosPerRequest", "cpu, median turn", "µs/request"),
  /**
   * CPU time between its turns, while the other arm has its own or nobody has: what a server puts
   * off until later, and what it needs to be there at all. Not part of {@link #CPU}.
   */
  CPU_OUTSIDE(Kind.COST, "cpuOutsideTurnsMicrosPerRequest", "cpu, outside turns", "µs/request"),
  /**
   * Both together: between the first turn and the last, wherever the arm does its work. It is more
   * than a server needs that has the whole time for itself, since it is there for twice its window.
   */
  CPU_ALL(Kind.COST, "cpuAllMicrosPerRequest", "cpu, all", "µs/request"),
  CPU_USER(Kind.COST, "cpuUserMicrosPerRequest", "cpu, user", "µs/request"),
  CPU_SYSTEM(Kind.COST, "cpuSystemMicrosPerRequest", "cpu, system", "µs/request"),
  /** What of it the JVM's compilers took, by ticks: next to nothing, once a server is warm. */
  CPU_COMPILERS(Kind.COST, "cpuCompilersMicrosPerRequest", "cpu, compilers", "µs/request"),
  /** Bytes that the arm's JVM allocated on its heap. */
  ALLOCATED(Kind.COST, "allocatedBytesPerRequest", "allocated", "B/request"),
  /** Voluntary and involuntary, over all threads. */
  SWITCHES(Kind.COST, "contextSwitchesPerRequest", "context switches", "/request"),
  /** Response time: from the planned send to the last byte of the answer. */
  P50(Kind.TIME, "p50Millis", "p50", "ms"),
  P90(Kind.TIME, "p90Millis", "p90", "ms"),
  P99(Kind.TIME, "p99Millis", "p99", "ms"),
  P999(Kind.TIME, "p999Millis", "p99.9", "ms"),
  P9999(Kind.TIME, "p9999Millis", "p99.99", "ms"),
  MAX(Kind.TIME, "maxMillis", "max", "ms"),
  /** Service time: from the actual send to the last byte of the answer. */
  SERVICE_P50(Kind.TIME, "serviceP50Millis", "service p50", "ms"),
  SERVICE_P99(Kind.TIME, "serviceP99Millis", "service p99", "ms"),
  /** Resident memory at the end of the window. */
  RSS(Kind.COST, "rssMebibytes", "rss", "MiB"),
  /** Proportional memory at the end of the window. */
  PSS(Kind.COST, "pssMebibytes", "pss", "MiB"),
  /** Most resident memory within the window. */
  PEAK_RSS(Kind.COST, "peakRssMebibytes", "peak rss", "MiB"),
  THREADS(Kind.COST, "threads", "threads", ""),
  HEAP(Kind.COST, "heapMebibytes", "heap in use", "MiB"),
  GC_PAUSE(Kind.COST, "gcMillisPerSecond", "gc", "ms/s"),
  /** Answered requests, right or wrong. */
  ACHIEVED(Kind.RATE, "achievedPerSecond", "achieved", "/s"),
  /** Right answers, of requests planned in the window; no objective can be set for their time. */
  GOODPUT(Kind.RATE, "goodputPerSecond", "goodput", "/s");

  /** What a figure counts, and so what the arm is said to do that does better. */
  public enum Kind {
    /** What a server needs to serve: work, memory, threads. */
    COST("needs less"),
    /** How long a request takes. */
    TIME("is faster"),
    /** How many requests are served: more is better. */
    RATE("serves more");

    private final String better;

    Kind(String better) {
      this.better = better;
    }

    /** What the arm does that does better: said of it everywhere, in these words. */
    public String better() {
      return better;
    }
  }

  private final Kind kind;
  private final String key;
  private final String label;
  private final String unit;

  Figure(Kind kind, String key, String label, String unit) {
    this.kind = kind;
    this.key = key;
    this.label = label;
    this.unit = unit;
  }

  /** What it counts. */
  public Kind kind() {
    return kind;
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

  /** Whether the arm with the smaller figure does better. */
  public boolean lessIsBetter() {
    return kind != Kind.RATE;
  }
}
