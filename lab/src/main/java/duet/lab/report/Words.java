package duet.lab.report;

import duet.lab.plan.Arm;
import duet.lab.sample.Figure;
import duet.lab.sample.Trial;
import duet.lab.stats.Interval;
import duet.lab.stats.Judgement;
import duet.lab.stats.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Verdicts and intervals as people read them, the same on the terminal and on the page. */
final class Words {
  private Words() {}

  /** What may be said of one figure. */
  static String verdict(Figure figure, Verdict verdict, Arm first, Arm second) {
    return switch (verdict) {
      case Verdict.FirstNeedsLess() -> better(figure, figure.lessIsBetter() ? first : second);
      case Verdict.SecondNeedsLess() -> better(figure, figure.lessIsBetter() ? second : first);
      case Verdict.Equivalent(double band) -> "equivalent within " + band(band);
      case Verdict.Inconclusive(var more) ->
          more.isPresent()
              ? "inconclusive: " + trials(more.getAsInt()) + " should decide"
              : "inconclusive: even 1000 more trials of each would not decide";
      case Verdict.None(String reason) -> "no verdict: " + reason;
    };
  }

  /** What an open verdict leaves to be done, as a sentence; empty for one that is decided. */
  static String open(Verdict verdict) {
    return switch (verdict) {
      case Verdict.FirstNeedsLess(), Verdict.SecondNeedsLess(), Verdict.Equivalent(_) -> "";
      case Verdict.Inconclusive(var more) ->
          more.isPresent()
              ? sentence(trials(more.getAsInt()) + " should decide")
              : "Even 1000 more trials of each would not decide.";
      case Verdict.None(String reason) -> sentence(reason);
    };
  }

  private static String sentence(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
  }

  /** What came from outside without what no page and no terminal should be told to do. */
  static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}|[\\ud800-\\udfff\\ufffe\\uffff]", "\ufffd");
  }

  private static String trials(int more) {
    return more == 1 ? "1 more trial of each" : more + " more trials of each";
  }

  private static String better(Figure figure, Arm arm) {
    return arm.name() + (figure.lessIsBetter() ? " does it with less" : " does more");
  }

  /** {@code in turns of 50 ms}, or from the shortest mean to the longest; nothing of no trials. */
  static String turns(List<Trial> trials) {
    long[] millis =
        trials.stream()
            .flatMap(trial -> Stream.ofNullable(trial.load()))
            .filter(load -> load.turns() > 1)
            .mapToLong(load -> Math.round(load.windowNanos() / 1e6 / load.turns()))
            .sorted()
            .toArray();
    if (trials.isEmpty()) {
      return "";
    }
    if (millis.length == 0) {
      return "each window measured whole";
    }
    long shortest = millis[0];
    long longest = millis[millis.length - 1];
    return (millis.length == trials.size() ? "" : "some ")
        + "in turns of "
        + (shortest == longest ? "" : shortest + " to ")
        + longest
        + " ms";
  }

  /** {@code 3 %}. */
  static String band(double band) {
    double percent = 100 * band;
    return (percent == Math.rint(percent)
            ? Long.toString((long) percent)
            : String.format(Locale.ROOT, "%.1f", percent))
        + " %";
  }

  /** {@code 95% CI [1.32, 1.37]}; what is missing instead where there is none. */
  static String ratio(Judgement judgement) {
    Interval ratio = judgement.ratio();
    return ratio == null
        ? "no interval"
        : "%s ×  %s CI [%s, %s]"
            .formatted(
                Quantity.ratio(ratio.estimate()),
                confidence(ratio.confidence()),
                Quantity.ratio(ratio.low()),
                Quantity.ratio(ratio.high()));
  }

  /** A mean over trials with its interval. */
  static String mean(Findings.Mean mean, Figure figure) {
    return Quantity.of(mean.value(), figure)
        + mean.interval()
            .map(
                interval ->
                    "  %s CI [%s, %s]"
                        .formatted(
                            confidence(interval.confidence()),
                            Quantity.of(interval.low()),
                            Quantity.of(interval.high())))
            .orElse("  no interval");
  }

  /** {@code 95%}, {@code 98.3%}. */
  static String confidence(double confidence) {
    double percent = 100 * confidence;
    return percent == Math.rint(percent)
        ? (long) percent + "%"
        : String.format(Locale.ROOT, "%.1f%%", percent);
  }

  /** {@code 3 timeout, 1 closed}. */
  static String failures(Map<String, Long> failures) {
    return failures.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> Quantity.count(entry.getValue()) + " " + entry.getKey())
        .collect(Collectors.joining(", "));
  }
}
