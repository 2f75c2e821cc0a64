package duet.lab.trust;

import static java.util.stream.Collectors.groupingBy;

import duet.lab.sample.Figure;
import duet.lab.sample.Trial;
import duet.lab.stats.Interval;
import duet.lab.stats.Judge;
import duet.lab.stats.Judgement;
import duet.lab.stats.Location;
import duet.lab.stats.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One generator against the laboratory's own, as it is kept.
 *
 * @param theirs what the server needed under that generator, round by round
 * @param ours under the laboratory's own, in the same rounds
 * @param ratio of CPU time under the first to that under the second; null where there is none
 * @param ratioWithoutCompilers the same of what was not the JIT compilers'
 */
public record Agreed(
    String generator,
    List<Under> theirs,
    List<Under> ours,
    @Nullable Interval ratio,
    @Nullable Interval ratioWithoutCompilers,
    boolean withinBand) {
  /** Copies. */
  public Agreed {
    theirs = List.copyOf(theirs);
    ours = List.copyOf(ours);
  }

  /**
   * A server under one generator, the mean of a round's windows, for each request.
   *
   * @param compilersMicros what of {@code cpuMicros} was the JIT compilers', by ticks of 10 ms
   * @param switches of its threads; how far requests come together, so that one wake-up serves many
   */
  public record Under(double cpuMicros, double compilersMicros, double switches) {
    /** Of windows of equal length. */
    public static Under mean(List<Trial> windows) {
      return new Under(
          mean(windows, Figure.CPU),
          mean(windows, Figure.CPU_COMPILERS),
          mean(windows, Figure.SWITCHES));
    }

    private static double mean(List<Trial> windows, Figure figure) {
      return Location.mean(windows.stream().map(trial -> trial.figure(figure)).toList());
    }

    double withoutCompilers() {
      return cpuMicros - compilersMicros;
    }
  }

  /**
   * A round's mean windows under each generator: of the last server under which each has enough
   * windows that count. Windows of one server all have the same last note.
   *
   * @param names of all generators
   * @param passes how many windows of each are enough
   * @return empty if the round is still to be measured
   */
  public static Map<String, Under> round(
      List<Trial> trials, List<String> names, int round, int passes) {
    var byServer = new LinkedHashMap<String, List<Trial>>();
    for (Trial trial : trials) {
      if (trial.counts() && trial.pair() == round && !trial.notes().isEmpty()) {
        byServer.computeIfAbsent(trial.notes().getLast(), _ -> new ArrayList<>()).add(trial);
      }
    }
    var means = new HashMap<String, Under>();
    for (List<Trial> windows : byServer.values()) {
      Map<String, List<Trial>> byName = windows.stream().collect(groupingBy(Trial::arm));
      if (names.stream().allMatch(name -> byName.getOrDefault(name, List.of()).size() >= passes)) {
        byName.forEach((name, each) -> means.put(name, Under.mean(each)));
      }
    }
    return means;
  }

  /** Judges the rounds in which both have been measured. */
  public static Agreed of(String generator, List<Under> ours, List<Under> theirs, Judge judge) {
    Judgement judgement = judgement(ours, theirs, judge, Under::cpuMicros);
    return new Agreed(
        generator,
        theirs,
        ours,
        judgement.ratio(),
        judgement(ours, theirs, judge, Under::withoutCompilers).ratio(),
        judgement.verdict() instanceof Verdict.Equivalent);
  }

  private static Judgement judgement(
      List<Under> ours, List<Under> theirs, Judge judge, ToDoubleFunction<Under> figure) {
    return judge.judge(of(ours, figure), of(theirs, figure));
  }

  private static List<Double> of(List<Under> rounds, ToDoubleFunction<Under> figure) {
    return rounds.stream().map(figure::applyAsDouble).toList();
  }

  /** A table, the first line its heads, duet's own generator first. */
  public static List<String> lines(List<Agreed> agreed) {
    var table =
        new Table(
            "generator",
            "cpu, µs/request",
            "of it compilers",
            "switches/request",
            "ratio to duet's [95% CI]",
            "without compilers",
            "verdict");
    if (!agreed.isEmpty()) {
      row(table, "duet", agreed.getFirst().ours, "", "", "");
    }
    for (Agreed each : agreed) {
      row(
          table,
          each.generator,
          each.theirs,
          inWords(each.ratio),
          inWords(each.ratioWithoutCompilers),
          each.withinBand ? "agrees within 3 %" : "not shown to agree within 3 %");
    }
    return table.lines();
  }

  private static void row(
      Table table, String name, List<Under> rounds, String ratio, String without, String verdict) {
    table.row(
        name,
        mean(rounds, Under::cpuMicros),
        mean(rounds, Under::compilersMicros),
        mean(rounds, Under::switches),
        ratio,
        without,
        verdict);
  }

  private static String inWords(@Nullable Interval ratio) {
    return ratio == null
        ? "none"
        : String.format(
            Locale.ROOT, "%.3f [%.3f, %.3f]", ratio.estimate(), ratio.low(), ratio.high());
  }

  private static String mean(List<Under> rounds, ToDoubleFunction<Under> figure) {
    return String.format(Locale.ROOT, "%.2f", Location.mean(of(rounds, figure)));
  }
}
