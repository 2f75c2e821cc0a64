package duet.lab.report;

import duet.lab.plan.Arm;
import duet.lab.plan.Rate;
import duet.lab.sample.Figure;
import duet.lab.stats.Interval;
import duet.lab.stats.Judgement;
import duet.lab.stats.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is said first of one workload.
 *
 * @param kind whose mark it has
 * @param verdict on CPU time for each request
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

  static Claim of(Section section, Rate rate) {
    Findings.OfWorkload found = section.found();
    Optional<Findings.OfFigure> cpu = found.judged(Figure.CPU);
    return new Claim(
        section,
        cpu.map(judged -> Forest.kind(Figure.CPU, judged.judgement().verdict()))
            .orElse(Forest.Kind.NONE),
        cpu.map(judged -> verdict(judged.judgement().verdict(), found))
            .orElse("no verdict on CPU per request"),
        cpu.map(judged -> detail(judged, found))
            .orElse("There is no pair of trials that counts and has this figure."),
        section.column(Figure.CPU),
        reservation(found),
        others(section, rate));
  }

  private static String verdict(Verdict verdict, Findings.OfWorkload found) {
    return switch (verdict) {
      case Verdict.FirstNeedsLess() -> found.first().arm().name() + " needs less CPU per request";
      case Verdict.SecondNeedsLess() -> found.second().arm().name() + " needs less CPU per request";
      case Verdict.Equivalent(double band) ->
          "equivalent within " + Words.band(band) + " in CPU per request";
      case Verdict.Inconclusive(_) -> "inconclusive on CPU per request";
      case Verdict.None(_) -> "no verdict on CPU per request";
    };
  }

  private static String detail(Findings.OfFigure judged, Findings.OfWorkload found) {
    Judgement judgement = judged.judgement();
    var detail = new StringBuilder();
    Interval ratio = judgement.ratio();
    if (ratio == null) {
      detail.append(
          "%s %s, %s %s."
              .formatted(
                  found.first().arm().name(),
                  Quantity.of(judged.first().value(), Figure.CPU),
                  found.second().arm().name(),
                  Quantity.of(judged.second().value(), Figure.CPU)));
    } else {
      detail.append(
          "%s needs %s than %s: %s against %s (%s CI: %s to %s)."
              .formatted(
                  found.second().arm().name(),
                  Quantity.change(ratio.estimate()),
                  found.first().arm().name(),
                  Quantity.of(judged.second().value(), Figure.CPU),
                  Quantity.of(judged.first().value(), Figure.CPU),
                  Words.confidence(ratio.confidence()),
                  Quantity.change(ratio.low()),
                  Quantity.change(ratio.high())));
    }
    String open = Words.open(judgement.verdict());
    return open.isEmpty() ? detail.toString() : detail + " " + open;
  }

  /** One process is one sample, however often it is looked at. */
  private static String reservation(Findings.OfWorkload found) {
    List<String> visited =
        found.arms().stream()
            .map(Findings.OfArm::arm)
            .filter(Arm.Visited.class::isInstance)
            .map(Arm::name)
            .toList();
    return visited.isEmpty()
        ? ""
        : "This holds for the one process of "
            + String.join(" and of ", visited)
            + " that was visited, not for every start of it, and parity is unproven.";
  }

  private static List<Other> others(Section section, Rate rate) {
    var figures = new ArrayList<>(List.of(Figure.ALLOCATED, Figure.P99, Figure.RSS));
    if (rate instanceof Rate.Closed) {
      figures.addFirst(Figure.ACHIEVED);
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

  /** All claims in one line, for the head of the page. */
  static String headline(List<Claim> claims, Arm first, Arm second) {
    if (claims.size() == 1) {
      Claim only = claims.getFirst();
      return only.section.name() + ": " + only.verdict;
    }
    var parts = new ArrayList<String>();
    count(parts, claims, Forest.Kind.FIRST, first.name() + " needs less CPU per request on ");
    count(parts, claims, Forest.Kind.SECOND, second.name() + " needs less CPU per request on ");
    count(parts, claims, Forest.Kind.EQUIVALENT, "equivalent on ");
    count(parts, claims, Forest.Kind.INCONCLUSIVE, "inconclusive on ");
    count(parts, claims, Forest.Kind.NONE, "no verdict on ");
    String line = String.join("; ", parts);
    // Names of arms are as they are; the other sentences begin as sentences do.
    boolean named =
        claims.stream()
            .anyMatch(claim -> claim.kind == Forest.Kind.FIRST || claim.kind == Forest.Kind.SECOND);
    return named ? line : Character.toUpperCase(line.charAt(0)) + line.substring(1);
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
