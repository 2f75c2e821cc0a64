package duet.lab.report;

import duet.lab.plan.Arm;
import duet.lab.plan.Asked;
import duet.lab.sample.Figure;
import duet.lab.sample.Trial;
import java.util.ArrayList;
import java.util.List;

/** A comparison's result as the terminal shows it: what ran, then each workload, then warnings. */
public final class Summary {
  private static final List<Figure> SHOWN = List.of(Figure.CPU, Figure.P99, Figure.RSS);

  private Summary() {}

  /** Lines without their ends. */
  public static List<String> lines(Asked asked, Setting setting, Findings findings) {
    var lines = new ArrayList<String>();
    lines.add(
        "duet %s · JDK %s · %s · %s · %s"
            .formatted(
                setting.duet(),
                setting.jdk(),
                setting.system(),
                asked.serverCpus().isEmpty()
                    ? "nothing pinned"
                    : "server cpu " + asked.serverCpus() + ", load cpu " + asked.loadCpus(),
                setting.commit()));
    for (Findings.OfWorkload workload : findings.workloads()) {
      lines.add(
          "%s %s · %d connections%s · %d of %d trials each, order ABBA%s · seed %d"
              .formatted(
                  workload.workload().name(),
                  findings.plan().rate().inWords(),
                  asked.connections(),
                  asked.newConnections() ? ", a new one for each request" : "",
                  workload.first().trials().size(),
                  asked.trials(),
                  comma(Words.turns(workload.trials())),
                  asked.seed()));
      lines.add("");
      addWorkload(lines, workload);
    }
    for (Trial trial : findings.voided()) {
      lines.add(
          "Warning: trial %d (%s, %s) is void: %s"
              .formatted(
                  trial.run(), trial.arm(), trial.workload(), String.join("; ", trial.faults())));
    }
    for (String caution : setting.cautions()) {
      lines.add("Warning: " + caution);
    }
    return lines;
  }

  private static String comma(String words) {
    return words.isEmpty() ? "" : ", " + words;
  }

  private static void addWorkload(List<String> lines, Findings.OfWorkload workload) {
    for (boolean isFirst : new boolean[] {true, false}) {
      Findings.OfArm arm = isFirst ? workload.first() : workload.second();
      double achieved = mean(arm.values(Figure.ACHIEVED));
      lines.add(
          "%-18s answered %s (%s)   achieved %s/s%s"
              .formatted(
                  arm.arm().name(),
                  Quantity.percent(arm.planned() == 0 ? 0 : (double) arm.right() / arm.planned()),
                  Quantity.count(arm.right()),
                  Quantity.of(achieved),
                  arm.failures().isEmpty() ? "" : "   failed " + Words.failures(arm.failures())));
      for (Figure figure : SHOWN) {
        workload
            .judged(figure)
            .ifPresent(
                judged ->
                    lines.add(
                        "  %-10s %s"
                            .formatted(
                                figure.label(),
                                Words.mean(isFirst ? judged.first() : judged.second(), figure))));
      }
    }
    lines.add("");
    lines.add(
        workload.second().arm().name()
            + " ÷ "
            + workload.first().arm().name()
            + (weakened(workload) ? "   (one process for all trials, parity unproven)" : ""));
    for (Figure figure : Figure.values()) {
      if (workload.judged(figure).isPresent() && shownAsRatio(figure)) {
        Findings.OfFigure judged = workload.judged(figure).get();
        lines.add(
            "  %-18s %s   %s"
                .formatted(
                    figure.label(),
                    Words.ratio(judged.judgement()),
                    Words.verdict(
                        figure,
                        judged.judgement().verdict(),
                        workload.first().arm(),
                        workload.second().arm())));
      }
    }
    lines.add("");
  }

  private static boolean weakened(Findings.OfWorkload workload) {
    return workload.arms().stream().anyMatch(arm -> arm.arm() instanceof Arm.Visited);
  }

  private static boolean shownAsRatio(Figure figure) {
    return switch (figure) {
      case CPU, ALLOCATED, SWITCHES, P50, P99, RSS, ACHIEVED -> true;
      case CPU_USER,
          CPU_SYSTEM,
          CPU_COMPILERS,
          CPU_MEDIAN_TURN,
          CPU_OUTSIDE,
          P90,
          P999,
          P9999,
          MAX,
          SERVICE_P50,
          SERVICE_P99,
          PSS,
          PEAK_RSS,
          THREADS,
          HEAP,
          GC_PAUSE,
          GOODPUT ->
          false;
    };
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return values.length == 0 ? Double.NaN : sum / values.length;
  }
}
