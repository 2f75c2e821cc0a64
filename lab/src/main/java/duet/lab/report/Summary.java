package duet.lab.report;

import duet.lab.plan.Arm;
import duet.lab.plan.Asked;
import duet.lab.sample.Figure;
import duet.lab.sample.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A comparison's result as the terminal shows it: what ran, then each workload, then warnings. What
 * came from outside is {@linkplain Words#printable made printable}.
 */
public final class Summary {
  private static final List<Figure> SHOWN =
      List.of(Figure.CPU, Figure.ALLOCATED, Figure.SWITCHES, Figure.P99, Figure.MAX, Figure.RSS);

  private static final List<Figure> RATIOS =
      List.of(
          Figure.CPU,
          Figure.CPU_MEDIAN_TURN,
          Figure.CPU_ALL,
          Figure.ALLOCATED,
          Figure.SWITCHES,
          Figure.P50,
          Figure.P99,
          Figure.RSS,
          Figure.ACHIEVED);

  private static final int MOST_VOIDED = 8;

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
                Words.processors(findings.plan()),
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
      addWorkload(lines, workload, Claim.lead(findings.plan().rate()));
    }
    for (int i = 0; i < findings.workloads().size(); i++) {
      lines.add(Claim.of(Section.of(i, findings), findings.plan()).inWords());
    }
    lines.add("");
    List<Trial> voided = findings.voided();
    for (Trial trial : voided.subList(0, Math.min(voided.size(), MOST_VOIDED))) {
      lines.add(
          "Warning: trial %d (%s, %s) is void: %s"
              .formatted(
                  trial.run(), trial.arm(), trial.workload(), String.join("; ", trial.faults())));
    }
    if (voided.size() > MOST_VOIDED) {
      lines.add("Warning: %d more trials are void".formatted(voided.size() - MOST_VOIDED));
    }
    for (Findings.OfWorkload workload : findings.workloads()) {
      workload
          .putOff()
          .filter(PutOff::plain)
          .map(PutOff::inWords)
          .ifPresent(words -> lines.add("Warning: " + workload.workload().name() + ": " + words));
    }
    for (String caution : setting.cautions()) {
      lines.add("Warning: " + caution);
    }
    return lines.stream().map(Words::printable).toList();
  }

  private static String comma(String words) {
    return words.isEmpty() ? "" : ", " + words;
  }

  private static void addWorkload(List<String> lines, Findings.OfWorkload workload, Figure lead) {
    for (boolean isFirst : new boolean[] {true, false}) {
      Findings.OfArm arm = isFirst ? workload.first() : workload.second();
      lines.add(
          "%-18s answered %s (%s)   achieved %s/s%s"
              .formatted(
                  arm.arm().name(),
                  Quantity.percent(arm.planned() == 0 ? 0 : arm.rightShare()),
                  Quantity.count(arm.right()),
                  Quantity.orDash(mean(arm.values(Figure.ACHIEVED))),
                  arm.failures().isEmpty() ? "" : "   failed " + Words.failures(arm.failures())));
      for (Figure figure : leading(SHOWN, lead)) {
        workload
            .judged(figure)
            .ifPresent(
                judged ->
                    lines.add(
                        "  %-18s %s"
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
    workload.answeredWrong().ifPresent(wrong -> lines.add("  " + wrong));
    // Of one whose answers were wrong it is the only figure with a verdict.
    List<Figure> beside = workload.answeredWrong().isEmpty() ? List.of() : List.of(Figure.GOODPUT);
    for (Figure figure : Stream.concat(beside.stream(), leading(RATIOS, lead).stream()).toList()) {
      workload
          .judged(figure)
          .ifPresent(
              judged ->
                  lines.add(
                      "  %-18s %s   %s"
                          .formatted(
                              figure.label(),
                              Words.ratio(judged.judgement()),
                              Words.verdict(
                                  figure,
                                  judged.judgement().verdict(),
                                  workload.first().arm(),
                                  workload.second().arm()))));
    }
    lines.add("");
  }

  /** The figure that leads, then the others in their order. */
  private static List<Figure> leading(List<Figure> figures, Figure lead) {
    return Stream.concat(Stream.of(lead), figures.stream()).distinct().toList();
  }

  private static boolean weakened(Findings.OfWorkload workload) {
    return workload.arms().stream().anyMatch(arm -> arm.arm() instanceof Arm.Visited);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return values.length == 0 ? Double.NaN : sum / values.length;
  }
}
