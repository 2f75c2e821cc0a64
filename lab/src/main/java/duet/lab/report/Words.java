package duet.lab.report;

import duet.lab.plan.Arm;
import duet.lab.plan.Plan;
import duet.lab.plan.Processors;
import duet.lab.sample.Figure;
import duet.lab.sample.Trial;
import duet.lab.stats.Interval;
import duet.lab.stats.Judgement;
import duet.lab.stats.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Verdicts and intervals as people read them, the same on the terminal and on the page. */
final class Words {
  private static final String ONE_PROCESS =
      "a server given by URL is one process, whose luck more trials do not remove";

  private Words() {}

  /**
   * What may be said of one figure, by one rule everywhere: who {@linkplain Figure.Kind#better()
   * needs less, is faster or serves more}, or that neither does. Where an arm is a visitor's, it is
   * said of one process, and never how many more trials would decide: they do not remove its luck.
   */
  static String verdict(Figure figure, Verdict verdict, Arm first, Arm second) {
    String scope = scope(first, second);
    return switch (verdict) {
      case Verdict.FirstNeedsLess() ->
          better(figure, figure.lessIsBetter() ? first : second) + scope;
      case Verdict.SecondNeedsLess() ->
          better(figure, figure.lessIsBetter() ? second : first) + scope;
      case Verdict.Equivalent(double band) -> "equivalent within " + band(band) + scope;
      case Verdict.Inconclusive(var more) ->
          "inconclusive" + scope + ": " + (scope.isEmpty() ? decide(more) : ONE_PROCESS);
      case Verdict.None(String reason) -> "no verdict: " + reason;
    };
  }

  /** What an open verdict leaves to be done, as a sentence; empty for one that is decided. */
  static String open(Verdict verdict, Arm first, Arm second) {
    return switch (verdict) {
      case Verdict.FirstNeedsLess(), Verdict.SecondNeedsLess(), Verdict.Equivalent(_) -> "";
      case Verdict.Inconclusive(var more) ->
          sentence(scope(first, second).isEmpty() ? decide(more) : ONE_PROCESS);
      case Verdict.None(String reason) -> sentence(reason);
    };
  }

  /** What is said behind a verdict on a visitor's server; empty where both arms are ours. */
  static String scope(Arm first, Arm second) {
    boolean one = first instanceof Arm.Visited;
    boolean other = second instanceof Arm.Visited;
    return one && other
        ? " (of these two processes)"
        : one || other ? " (of this one process)" : "";
  }

  private static String decide(OptionalInt more) {
    return more.isPresent()
        ? trials(more.getAsInt()) + " should decide"
        : "even 1000 more trials of each would not decide";
  }

  /** Half a sentence made a whole one; it must not begin with a name. */
  static String sentence(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
  }

  /** What came from outside without what no page and no terminal should be told to do. */
  static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}|[\\ud800-\\udfff\\ufffe\\uffff]", "\ufffd");
  }

  private static String trials(int more) {
    return more == 1 ? "1 more trial of each" : more + " more trials of each";
  }

  /** {@code vertx-async needs less}. */
  static String better(Figure figure, Arm arm) {
    return arm.name() + " " + figure.kind().better();
  }

  /** Which processors each arm and the load have: what a visitor's server has is its owner's. */
  static String processors(Plan plan) {
    Processors processors = plan.processors();
    List<String> ours =
        plan.arms().stream().filter(Arm.Ours.class::isInstance).map(Arm::name).toList();
    var said = new ArrayList<String>();
    if (!ours.isEmpty()) {
      said.add(
          String.join(" and ", ours)
              + (processors.pinned() ? " pinned to cpu " + processors.server() : " not pinned"));
    }
    plan.arms().stream()
        .filter(Arm.Visited.class::isInstance)
        .forEach(arm -> said.add(arm.name() + " where its owner put it"));
    said.add("load " + (processors.pinned() ? "pinned to cpu " + processors.load() : "not pinned"));
    return String.join(", ", said);
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
