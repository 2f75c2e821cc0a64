package duet.lab.process;

import duet.lab.load.LoadResult;
import duet.lab.sample.AdminFigures;
import duet.lab.sample.CompilerClock;
import duet.lab.sample.CpuSample;
import duet.lab.sample.CpuUsage;
import duet.lab.sample.Figure;
import duet.lab.sample.Figures;
import duet.lab.sample.ProcessGoneException;
import duet.lab.sample.ProcessSample;
import duet.lab.sample.ProcessWatch;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is read of a server while it is under load. CPU time is read as the window opens and closes,
 * or each of its turns does; what takes longer or stops the server, before and after. One thread.
 */
final class Observation implements Watch {
  /** By so much of the window the CPU time of one that is not cut may be read late. */
  private static final double LATE = 0.05;

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ProcessWatch watch;
  private final Optional<URI> admin;
  private final boolean whole;
  private final boolean inTurns;
  private @Nullable CpuSample opened;
  private long firstOpenedNanos = Long.MIN_VALUE;
  private long lastClosedNanos;
  private boolean peakReset;
  private CpuSample used = CpuSample.ZERO;
  private final List<Long> turnNanos = new ArrayList<>();
  private @Nullable ProcessSample before;
  private @Nullable ProcessSample after;
  private Optional<AdminFigures> adminBefore = Optional.empty();
  private Optional<AdminFigures> adminAfter = Optional.empty();
  private @Nullable ProcessGoneException gone;
  private final CompilerClock compilers;
  private long compilersOpened;
  private long compilersNanos;

  private Observation(ProcessWatch watch, Optional<URI> admin, boolean whole, boolean inTurns) {
    this.inTurns = inTurns;
    this.watch = watch;
    compilers = CompilerClock.of(watch.tree().root());
    this.admin = admin;
    this.whole = whole;
  }

  /** CPU time alone. */
  static Observation ofCpu(ProcessWatch watch) {
    return new Observation(watch, Optional.empty(), false, false);
  }

  /** CPU time alone, of a load in turns. */
  static Observation ofCpuInTurns(ProcessWatch watch) {
    return new Observation(watch, Optional.empty(), false, true);
  }

  /** All there is. */
  static Observation ofAll(ProcessWatch watch, Optional<URI> admin) {
    return new Observation(watch, admin, true, false);
  }

  /** All there is, of a load in turns. */
  static Observation ofTurns(ProcessWatch watch, Optional<URI> admin) {
    return new Observation(watch, admin, true, true);
  }

  @Override
  public void before() {
    if (whole) {
      peakReset = watch.resetPeakRss();
      adminBefore = admin.flatMap(Observation::ask);
      before = read(watch::sample);
    }
  }

  @Override
  public void opened() {
    opened = read(watch::cpu);
    compilersOpened = compilers.nanos();
  }

  @Override
  public void closed() {
    @Nullable CpuSample closed = read(watch::cpu);
    compilersNanos += compilers.nanos() - compilersOpened;
    if (opened != null && closed != null) {
      firstOpenedNanos = Math.max(firstOpenedNanos, opened.atNanos());
      lastClosedNanos = closed.atNanos();
      add(opened, closed);
    }
  }

  private void add(CpuSample from, CpuSample to) {
    try {
      used = used.plus(from, to);
      turnNanos.add(Math.max(0, to.cpuNanos() - from.cpuNanos()));
    } catch (ProcessGoneException e) {
      gone = e;
    }
  }

  @Override
  public void after() {
    if (whole) {
      after = read(watch::sample);
      adminAfter = admin.flatMap(Observation::ask);
    }
  }

  /**
   * CPU time between the readings at the ends of the window, or of all turns. The readings of a
   * turn are taken while there is no load, so what was used between them was used in the turn.
   *
   * @throws ProcessGoneException if the server had ended by then
   */
  private CpuUsage cpu(LoadResult load) throws ProcessGoneException {
    if (gone != null) {
      throw gone;
    }
    if (used.equals(CpuSample.ZERO)) {
      throw new IllegalStateException("the window has not closed yet");
    }
    return CpuUsage.between(CpuSample.ZERO, inTurns ? used.within(load.windowNanos()) : used);
  }

  /** Why what was read does not hold for the window. */
  Optional<String> fault(LoadResult load) {
    if (!inTurns && firstOpenedNanos != Long.MIN_VALUE) {
      long late =
          Math.max(
              firstOpenedNanos - load.openNanos(),
              lastClosedNanos - load.openNanos() - load.windowNanos());
      if (late > LATE * load.windowNanos()) {
        return Optional.of(
            String.format(Locale.ROOT, "its CPU time was read %.0f ms late", late / 1e6));
      }
    }
    if (before != null && after != null && before.processes() != after.processes()) {
      return Optional.of(
          "it was %d processes before its window and %d after it: the CPU time of some is not known"
              .formatted(before.processes(), after.processes()));
    }
    return Optional.empty();
  }

  /**
   * What the trial is summed up in; a figure that could not be had is not there.
   *
   * @throws ProcessGoneException if the server had ended by the end of the window
   */
  Figures figures(LoadResult load) throws ProcessGoneException {
    CpuUsage cpu = cpu(load);
    Figures figures = inTurns ? Figures.ofTurns(load, cpu) : Figures.of(load, cpu);
    figures.withCompilers(compilersNanos, cpu).withTurns(turnMicros(load));
    if (before != null && after != null) {
      figures.with(before, after);
      if (!peakReset) {
        figures.without(Figure.PEAK_RSS);
      }
      if (inTurns) {
        figures.withOutside(
            CpuUsage.between(before.cpu(), after.cpu()).cpuNanos() - used.cpuNanos());
      }
    }
    if (adminBefore.isPresent() && adminAfter.isPresent()) {
      figures.with(adminBefore.get(), adminAfter.get());
    }
    return figures;
  }

  /** CPU microseconds for each answered request, turn by turn; empty of a whole window. */
  List<Double> turnMicros(LoadResult load) {
    var micros = new ArrayList<Double>();
    for (int i = 0; inTurns && i < Math.min(turnNanos.size(), load.turnAnswers().size()); i++) {
      if (load.turnAnswers().get(i) > 0) {
        micros.add(turnNanos.get(i) / 1e3 / load.turnAnswers().get(i));
      }
    }
    return micros;
  }

  private interface Reading<T> {
    T take() throws ProcessGoneException;
  }

  private <T> @Nullable T read(Reading<T> reading) {
    try {
      return reading.take();
    } catch (ProcessGoneException e) {
      gone = e;
      return null;
    }
  }

  /** Without an answer these figures are not had; the trial has the others. */
  static Optional<AdminFigures> ask(URI admin) {
    try {
      return AdminFigures.read(admin, PATIENCE);
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
