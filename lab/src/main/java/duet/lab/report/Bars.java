package duet.lab.report;

import duet.lab.sample.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * CPU time and memory of both arms: means over trials as bars from zero, with their numbers.
 *
 * @param numbers every figure of CPU time, memory and what goes with it
 * @param cpu one row for each arm, user and system one behind the other
 * @param memory for each kind of memory, a row for each arm
 */
record Bars(List<Row> numbers, List<Stack> cpu, List<Bar> memory) {
  private static final List<Figure> MEMORY =
      List.of(Figure.RSS, Figure.PSS, Figure.PEAK_RSS, Figure.HEAP);

  private static final List<Figure> NUMBERS =
      List.of(
          Figure.CPU,
          Figure.CPU_USER,
          Figure.CPU_SYSTEM,
          Figure.SWITCHES,
          Figure.RSS,
          Figure.PSS,
          Figure.PEAK_RSS,
          Figure.HEAP,
          Figure.ALLOCATED,
          Figure.GC_PAUSE,
          Figure.THREADS);

  /** In percent of the axis. */
  record Stack(String arm, int ink, double userPercent, double systemPercent, String text) {}

  /** Means of both arms with their intervals; a dash where an arm has none. */
  record Row(Figure figure, String href, String first, String second) {}

  /** In percent of the axis. */
  record Bar(Figure figure, String href, String arm, int ink, double percent, String text) {}

  static Bars of(Section section) {
    Findings.OfWorkload found = section.found();
    Axis cpuAxis = axis(found, List.of(Figure.CPU));
    Axis memoryAxis = axis(found, MEMORY);
    var cpu = new ArrayList<Stack>();
    var memory = new ArrayList<Bar>();
    for (int ink = 0; ink < 2; ink++) {
      Optional<Findings.Mean> all = mean(found, Figure.CPU, ink);
      Optional<Findings.Mean> user = mean(found, Figure.CPU_USER, ink);
      Optional<Findings.Mean> system = mean(found, Figure.CPU_SYSTEM, ink);
      if (all.isPresent()) {
        cpu.add(
            new Stack(
                found.arms().get(ink).arm().name(),
                ink,
                cpuAxis.percent(user.map(Findings.Mean::value).orElse(all.get().value())),
                cpuAxis.percent(system.map(Findings.Mean::value).orElse(0.0)),
                Quantity.of(all.get().value(), Figure.CPU)));
      }
    }
    for (Figure figure : MEMORY) {
      for (int ink = 0; ink < 2; ink++) {
        String arm = found.arms().get(ink).arm().name();
        int armInk = ink;
        mean(found, figure, ink)
            .ifPresent(
                mean ->
                    memory.add(
                        new Bar(
                            figure,
                            section.column(figure),
                            arm,
                            armInk,
                            memoryAxis.percent(mean.value()),
                            Quantity.of(mean.value(), figure))));
      }
    }
    return new Bars(numbers(section), cpu, memory);
  }

  private static List<Row> numbers(Section section) {
    var rows = new ArrayList<Row>();
    for (Figure figure : NUMBERS) {
      Optional<Findings.Mean> first = mean(section.found(), figure, 0);
      Optional<Findings.Mean> second = mean(section.found(), figure, 1);
      if (first.isPresent() || second.isPresent()) {
        rows.add(new Row(figure, section.column(figure), inWords(first), inWords(second)));
      }
    }
    return rows;
  }

  /** {@code 7.31 [7.25, 7.38]}. */
  private static String inWords(Optional<Findings.Mean> mean) {
    return mean.map(
            known ->
                Quantity.of(known.value())
                    + known
                        .interval()
                        .map(
                            interval ->
                                " [%s, %s]"
                                    .formatted(
                                        Quantity.of(interval.low()), Quantity.of(interval.high())))
                        .orElse(""))
        .orElse("–");
  }

  private static Axis axis(Findings.OfWorkload found, List<Figure> figures) {
    return Axis.fromZero(
        found.judged().stream()
            .filter(judged -> figures.contains(judged.figure()))
            .mapToDouble(judged -> Math.max(judged.first().value(), judged.second().value()))
            .max()
            .orElse(0));
  }

  /** Of one arm, also where the other has no such figure. */
  private static Optional<Findings.Mean> mean(Findings.OfWorkload found, Figure figure, int ink) {
    Optional<Findings.OfFigure> judged = found.judged(figure);
    if (judged.isPresent()) {
      return judged.map(both -> ink == 0 ? both.first() : both.second());
    }
    double[] values = found.arms().get(ink).values(figure);
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = sum / values.length;
    return Double.isFinite(mean)
        ? Optional.of(new Findings.Mean(mean, Optional.empty()))
        : Optional.empty();
  }
}
