package duet.lab.report;

import duet.lab.plan.Arm;
import duet.lab.plan.Plan;
import duet.lab.plan.Rate;
import duet.lab.sample.Figure;
import duet.lab.stats.Interval;
import duet.lab.stats.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is said first of one workload: of CPU time for each request, or in a closed loop of the rate
 * achieved.
 *
 * @param kind whose mark it has
 * @param verdict on the figure that leads
 * @param detail by how much, with its interval; what decides where nothing is decided
 * @param href to the trials it rests on
 * @param reservation why it is to be read with care; empty for nothing beyond the cautions
 * @param others what is said of the next figures
 */
record Claim(
    Section section,
    Forest.Kind kind,
    String verdict,
    String detail,
    String href,
    String reservation,
    List<Other> others) {

  /** A figure after the first, in short. */
  record Other(String label, String text, String href) {}

  static Claim of(Section section, Plan plan) {
    Rate rate = plan.rate();
    Findings.OfWorkload found = section.found();
    Figure lead = lead(rate);
    Optional<Findings.OfFigure> judged = found.judged(lead);
    return new Claim(
        section,
        judged.map(each -> Forest.kind(lead, each.judgement().verdict())).orElse(Forest.Kind.NONE),
        judged
            .map(each -> verdict(lead, each.judgement().verdict(), found))
            .orElse("no verdict on " + subject(lead)),
        judged
            .map(each -> detail(each, found))
            .orElse("There is no pair of trials that counts and has this figure."),
        section.column(lead),
        reservation(found, lead),
        others(section, rate));
  }

  /** The figure that is looked at first. */
  static Figure lead(Rate rate) {
    return switch (rate) {
      case Rate.Open _ -> Figure.CPU;
      case Rate.Closed _ -> Figure.ACHIEVED;
    };
  }

  /** What a figure that leads is called in a sentence. */
  static String subject(Figure lead) {
    return lead == Figure.CPU ? "CPU per request" : "requests per second";
  }

  private static String verdict(Figure lead, Verdict verdict, Findings.OfWorkload found) {
    String scope = Words.scope(found.first().arm(), found.second().arm());
    String subject = subject(lead);
    return switch (verdict) {
      case Verdict.FirstNeedsLess(), Verdict.SecondNeedsLess() -> {
        boolean first = Forest.kind(lead, verdict) == Forest.Kind.FIRST;
        Arm better = (first ? found.first() : found.second()).arm();
        yield Words.better(lead, better) + " " + subject + scope;
      }
      case Verdict.Equivalent(double band) ->
          "equivalent within " + Words.band(band) + " in " + subject + scope;
      case Verdict.Inconclusive(_) -> "inconclusive on " + subject + scope;
      case Verdict.None(_) ->
          found.answeredWrong().map(wrong -> wrong + "; ").orElse("") + "no verdict on " + subject;
    };
  }

  private static String detail(Findings.OfFigure judged, Findings.OfWorkload found) {
    Verdict verdict = judged.judgement().verdict();
    String open = Words.open(verdict, found.first().arm(), found.second().arm());
    return measured(judged, found) + (open.isEmpty() ? "" : " " + open);
  }

  /** Only where the verdict says that there is a difference is it said to be one. */
  private static String measured(Findings.OfFigure judged, Findings.OfWorkload found) {
    Figure figure = judged.figure();
    String first = found.first().arm().name();
    String second = found.second().arm().name();
    String firstMean = Quantity.of(judged.first().value(), figure);
    Interval ratio = judged.judgement().ratio();
    if (ratio == null) {
      return "%s %s, %s %s."
          .formatted(first, firstMean, second, Quantity.of(judged.second().value(), figure));
    }
    String secondMean = Quantity.of(judged.second().value());
    String change = Quantity.change(ratio.estimate());
    String low = Quantity.change(ratio.low());
    String high = Quantity.change(ratio.high());
    String confidence = Words.confidence(ratio.confidence());
    return switch (judged.judgement().verdict()) {
      case Verdict.FirstNeedsLess(), Verdict.SecondNeedsLess() ->
          "%s %s %s %s: %s against %s (%s CI: %s to %s)."
              .formatted(
                  second,
                  figure.kind() == Figure.Kind.RATE ? "serves" : "needs",
                  Quantity.changeFrom(ratio.estimate()),
                  first,
                  secondMean,
                  firstMean,
                  confidence,
                  low,
                  high);
      case Verdict.Equivalent(_), Verdict.Inconclusive(_), Verdict.None(_) ->
          "%s against %s: measured %s, %s against %s; could be %s to %s (%s CI)."
              .formatted(second, first, change, secondMean, firstMean, low, high, confidence);
    };
  }

  /** One process is one sample, however often it is looked at. */
  private static String reservation(Findings.OfWorkload found, Figure lead) {
    var sentences = new ArrayList<String>();
    List<String> visited =
        found.arms().stream()
            .map(Findings.OfArm::arm)
            .filter(Arm.Visited.class::isInstance)
            .map(Arm::name)
            .toList();
    if (!visited.isEmpty()) {
      sentences.add(
          "This holds for the one process of "
              + String.join(" and of ", visited)
              + " that was visited, not for every start of it, and parity is unproven.");
    }
    found
        .putOff()
        .filter(PutOff::plain)
        .map(PutOff::inWords)
        .filter(words -> !isReason(words, found, lead))
        .map(Words::sentence)
        .ifPresent(sentences::add);
    return String.join(" ", sentences);
  }

  /** Whether there is no verdict for this reason, which stands there then. */
  private static boolean isReason(String words, Findings.OfWorkload found, Figure lead) {
    return found.judged(lead).stream()
        .anyMatch(
            judged ->
                judged.judgement().verdict() instanceof Verdict.None(String reason)
                    && reason.equals(words));
  }

  /** The whole of it in a line of its own. */
  String inWords() {
    return section.name() + ": " + verdict + ". " + detail;
  }

  private static List<Other> others(Section section, Rate rate) {
    var figures =
        new ArrayList<>(List.of(Figure.ALLOCATED, Figure.SWITCHES, Figure.P99, Figure.RSS));
    if (rate instanceof Rate.Closed) {
      figures.addFirst(Figure.CPU);
    }
    var others = new ArrayList<Other>();
    for (Figure figure : figures) {
      section
          .found()
          .judged(figure)
          .ifPresent(
              judged ->
                  others.add(
                      new Other(
                          figure.label(),
                          (judged.judgement().ratio() == null
                                  ? ""
                                  : Words.ratio(judged.judgement()) + ", ")
                              + Words.verdict(
                                  figure,
                                  judged.judgement().verdict(),
                                  section.found().first().arm(),
                                  section.found().second().arm()),
                          section.column(figure))));
    }
    return others;
  }

  /**
   * All claims in one line, for the head of the page: first of all whose answers were wrong.
   *
   * @param claims of the plan's workloads
   */
  static String headline(List<Claim> claims, Plan plan) {
    if (claims.size() == 1) {
      Claim only = claims.getFirst();
      return only.section.name() + ": " + only.verdict;
    }
    Figure lead = lead(plan.rate());
    String scope = Words.scope(plan.first(), plan.second());
    String on = " " + subject(lead) + scope + " on ";
    var parts = new ArrayList<String>();
    for (Claim claim : claims) {
      claim.found().answeredWrong().ifPresent(wrong -> parts.add(claim.name() + ": " + wrong));
    }
    int wrong = parts.size();
    count(parts, claims, Forest.Kind.FIRST, Words.better(lead, plan.first()) + on);
    count(parts, claims, Forest.Kind.SECOND, Words.better(lead, plan.second()) + on);
    count(parts, claims, Forest.Kind.EQUIVALENT, "equivalent" + scope + " on ");
    count(parts, claims, Forest.Kind.INCONCLUSIVE, "inconclusive" + scope + " on ");
    count(parts, claims, Forest.Kind.NONE, "no verdict on ");
    String line = String.join("; ", parts);
    // Names of arms and workloads are as they are; the other sentences begin as sentences do.
    boolean named =
        wrong > 0
            || claims.stream()
                .anyMatch(
                    claim -> claim.kind == Forest.Kind.FIRST || claim.kind == Forest.Kind.SECOND);
    return named ? line : Character.toUpperCase(line.charAt(0)) + line.substring(1);
  }

  private Findings.OfWorkload found() {
    return section.found();
  }

  private String name() {
    return section.name();
  }

  private static void count(
      List<String> parts, List<Claim> claims, Forest.Kind kind, String words) {
    List<String> names =
        claims.stream()
            .filter(claim -> claim.kind == kind)
            .map(claim -> claim.section.name())
            .toList();
    if (names.size() == claims.size()) {
      parts.add(words + "all " + names.size() + " workloads");
    } else if (!names.isEmpty()) {
      parts.add(words + String.join(", ", names));
    }
  }
}
