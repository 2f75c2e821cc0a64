package duet.lab.sample;

import duet.lab.load.LoadResult;
import duet.lab.stats.Location;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/** Sums a trial up in figures, one number each. */
public final class Figures {
  private static final double MEBIBYTE = 1 << 20;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  private final Map<Figure, Double> values = new EnumMap<>(Figure.class);

  private final LoadResult load;
  private final boolean inTurns;

  private Figures(LoadResult load, boolean inTurns) {
    this.load = load;
    this.inTurns = inTurns;
  }

  /**
   * Of what the generator says and the readings of CPU time at the ends of the window. The answers
   * that the CPU time is divided by are those of the window too; as the readings come some
   * microseconds after its ends, both are taken as rates.
   */
  public static Figures of(LoadResult load, CpuUsage cpu) {
    return new Figures(load, false).withUsage(cpu);
  }

  /** Of a load in turns: all readings are taken between them, and so are of all their answers. */
  public static Figures ofTurns(LoadResult load, CpuUsage cpu) {
    return new Figures(load, true).withUsage(cpu);
  }

  private Figures withUsage(CpuUsage cpu) {
    double seconds = load.windowNanos() / NANOS_PER_SECOND;
    double answersPerSecond = load.answers() / seconds;
    if (load.answers() > 0) {
      double microsPerAnswer = cpu.processors() * 1e6 / answersPerSecond;
      put(Figure.CPU, microsPerAnswer);
      double userShare = cpu.cpuNanos() == 0 ? 0 : (double) cpu.userNanos() / cpu.cpuNanos();
      put(Figure.CPU_USER, microsPerAnswer * userShare);
      put(Figure.CPU_SYSTEM, microsPerAnswer * (1 - userShare));
    }
    put(Figure.ACHIEVED, answersPerSecond);
    put(Figure.GOODPUT, load.good() / seconds);
    times(LoadResult.histogram(load.response()), LoadResult.histogram(load.service()));
    return this;
  }

  private void times(Histogram response, Histogram service) {
    if (response.getTotalCount() > 0) {
      put(Figure.P50, response.getValueAtPercentile(50) / NANOS_PER_MILLI);
      put(Figure.P90, response.getValueAtPercentile(90) / NANOS_PER_MILLI);
      put(Figure.P99, response.getValueAtPercentile(99) / NANOS_PER_MILLI);
      put(Figure.P999, response.getValueAtPercentile(99.9) / NANOS_PER_MILLI);
      put(Figure.P9999, response.getValueAtPercentile(99.99) / NANOS_PER_MILLI);
      put(Figure.MAX, response.getMaxValue() / NANOS_PER_MILLI);
    }
    if (service.getTotalCount() > 0) {
      put(Figure.SERVICE_P50, service.getValueAtPercentile(50) / NANOS_PER_MILLI);
      put(Figure.SERVICE_P99, service.getValueAtPercentile(99) / NANOS_PER_MILLI);
    }
  }

  /**
   * Adds what the turns were like.
   *
   * @param micros CPU microseconds for each answered request, turn by turn; none if there were none
   */
  public Figures withTurns(List<Double> micros) {
    if (!micros.isEmpty()) {
      put(Figure.CPU_MEDIAN_TURN, Location.median(micros));
    }
    return this;
  }

  /** Adds what of the CPU time was the compilers', between the same two readings. */
  public Figures withCompilers(long compilerNanos, CpuUsage cpu) {
    double answersPerSecond = values.getOrDefault(Figure.ACHIEVED, 0.0);
    if (answersPerSecond > 0) {
      put(
          Figure.CPU_COMPILERS,
          compilerNanos / 1e3 / (cpu.elapsedNanos() / NANOS_PER_SECOND) / answersPerSecond);
    }
    return this;
  }

  /**
   * Adds what the kernel says of the process, just before and just after the window.
   *
   * @throws ProcessGoneException if it, or a process of its tree, was lost
   */
  public Figures with(ProcessSample before, ProcessSample after) throws ProcessGoneException {
    Usage usage = Usage.between(before, after);
    double answersPerSecond = answersPerSecond(usage.switchesElapsedNanos() / NANOS_PER_SECOND);
    if (answersPerSecond > 0) {
      put(Figure.SWITCHES, usage.switchesPerSecond() / answersPerSecond);
    }
    put(Figure.RSS, after.rssBytes() / MEBIBYTE);
    put(Figure.PEAK_RSS, after.peakRssBytes() / MEBIBYTE);
    put(Figure.THREADS, after.threads());
    if (after.hasPss()) {
      put(Figure.PSS, after.pssBytes() / MEBIBYTE);
    }
    return this;
  }

  /** Adds what it used between the turns, while the other arm had its own or nobody had. */
  public Figures withOutside(long nanos) {
    if (load.answers() > 0) {
      double micros = Math.max(0, nanos) / 1e3 / load.answers();
      put(Figure.CPU_OUTSIDE, micros);
      put(Figure.CPU_ALL, values.getOrDefault(Figure.CPU, 0.0) + micros);
    }
    return this;
  }

  /** Takes one out that does not hold. */
  public Figures without(Figure figure) {
    values.remove(figure);
    return this;
  }

  /** Adds what the arm's JVM says of itself, just before and just after the window. */
  public Figures with(AdminFigures from, AdminFigures to) {
    double seconds = (to.atNanos() - from.atNanos()) / NANOS_PER_SECOND;
    double requests = requests(from.requests(), to.requests(), seconds);
    if (requests > 0) {
      put(Figure.ALLOCATED, (to.allocatedBytes() - from.allocatedBytes()) / requests);
    }
    if (seconds > 0) {
      put(
          Figure.GC_PAUSE,
          (to.collectionSeconds() - from.collectionSeconds())
              * 1e3
              / (inTurns ? load.windowNanos() / NANOS_PER_SECOND : seconds));
    }
    put(Figure.HEAP, to.heapUsedBytes() / MEBIBYTE);
    return this;
  }

  /** As the arm counts them, or by the rate of the window where it does not. */
  private double requests(OptionalLong from, OptionalLong to, double seconds) {
    return from.isPresent() && to.isPresent()
        ? to.getAsLong() - from.getAsLong()
        : answersPerSecond(seconds) * seconds;
  }

  /** Between two readings this far apart: each turn but the first begins with one more. */
  private double answersPerSecond(double seconds) {
    return inTurns
        ? (load.answers() + load.turns() - 1) / seconds
        : values.getOrDefault(Figure.ACHIEVED, 0.0);
  }

  private void put(Figure figure, double value) {
    values.put(figure, value);
  }

  /** By {@link Figure#key()}, in the order of the figures. */
  public Map<String, Double> byKey() {
    var byKey = new LinkedHashMap<String, Double>();
    values.forEach((figure, value) -> byKey.put(figure.key(), value));
    return byKey;
  }
}
