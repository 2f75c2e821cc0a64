package duet.lab.report;

import duet.lab.plan.Arm;
import duet.lab.plan.Asked;
import duet.lab.plan.Plan;
import duet.lab.plan.Rate;
import duet.lab.sample.Figure;
import duet.lab.sample.Trial;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A comparison as one HTML document that needs no other file, no network and no script; links to
 * raw data are relative to where {@code report.html} is. What the template prints is here and not
 * escaped: the template does that.
 */
public final class Page {
  private static final List<Figure> STRIPS =
      List.of(Figure.CPU, Figure.P50, Figure.P99, Figure.RSS);

  private static final List<Figure> CLOSED_STRIPS =
      List.of(Figure.ACHIEVED, Figure.CPU, Figure.P99, Figure.RSS);

  /** How many void trials are named beside the verdicts. */
  private static final int MOST_VOIDED = 5;

  private final Asked asked;
  private final Setting setting;
  private final Findings findings;
  private final List<Flame> flames;
  private final List<Section> sections;
  private final List<Claim> claims;

  private Page(Asked asked, Setting setting, Findings findings, List<Flame> flames) {
    this.asked = asked;
    this.setting = setting.printable();
    this.findings = findings;
    this.flames = List.copyOf(flames);
    var built = new ArrayList<Section>();
    for (int i = 0; i < findings.workloads().size(); i++) {
      built.add(Section.of(i, findings));
    }
    sections = List.copyOf(built);
    claims = sections.stream().map(each -> Claim.of(each, findings.plan())).toList();
  }

  /**
   * The whole document.
   *
   * @param flames empty where nothing was profiled
   */
  public static String html(Asked asked, Setting setting, Findings findings, List<Flame> flames) {
    // Templates are classes of this package: whoever loaded this class can load them.
    var engine =
        TemplateEngine.createPrecompiled(
            null, ContentType.Html, Page.class.getClassLoader(), Page.class.getPackageName());
    var output = new StringOutput();
    engine.render("report.jte", new Page(asked, setting, findings, flames), output);
    return output.toString();
  }

  Setting setting() {
    return setting;
  }

  Findings findings() {
    return findings;
  }

  Plan plan() {
    return findings.plan();
  }

  List<Section> sections() {
    return sections;
  }

  List<Claim> claims() {
    return claims;
  }

  String first() {
    return plan().first().name();
  }

  String second() {
    return plan().second().name();
  }

  String headline() {
    return Claim.headline(claims, plan());
  }

  /** When the first trial began. */
  String began() {
    return findings.trials().stream()
        .map(Trial::began)
        .min(String::compareTo)
        .map(began -> began.replaceFirst("T([0-9:]{5}).*", " $1 UTC"))
        .orElse("no trial yet");
  }

  /** In UTC, to the second. */
  static String began(Trial trial) {
    return Words.printable(trial.began()).replaceFirst("T([0-9:]{8}).*", " $1");
  }

  /** What was asked of each workload. */
  String load() {
    return "%s · %s connections%s · windows of %s s%s · seed %s"
        .formatted(
            plan().rate().inWords(),
            Quantity.count(asked.connections()),
            asked.newConnections() ? ", a new one for each request" : "",
            Quantity.of(asked.durationMillis() / 1e3),
            asked.quick() ? " · short warm-up (--quick)" : "",
            Long.toString(asked.seed()));
  }

  /** What is not there yet; empty if everything is. */
  String missing() {
    if (findings.complete()) {
      return "";
    }
    var progress = sections.stream().map(Section::progress).distinct().toList();
    if (progress.size() == 1) {
      return "Not complete: " + progress.getFirst() + ".";
    }
    return "Not complete: "
        + String.join(
            ", ",
            sections.stream()
                .filter(section -> !section.complete())
                .map(section -> section.name() + " has " + section.progress())
                .toList())
        + ".";
  }

  /** How sure all of it together is. */
  String sure() {
    String lead = Claim.subject(Claim.lead(plan().rate()));
    if (claims.stream().allMatch(claim -> claim.kind() == Forest.Kind.NONE)) {
      return "There is no verdict on " + lead + ", and so nothing to be sure of.";
    }
    String confidence = Words.confidence(Findings.CONFIDENCE);
    String each = Words.confidence(1 - (1 - Findings.CONFIDENCE) / findings.workloads().size());
    return sections.size() == 1
        ? "The verdict on %s is at %s confidence, over trials and not over requests. Each further figure is at %s by itself: of many figures some will err."
            .formatted(lead, confidence, confidence)
        : "The verdicts on %s hold for all %s workloads together with %s confidence (each interval is at %s), over trials and not over requests. The same goes for each further figure by itself: of many figures some will err."
            .formatted(lead, Integer.toString(sections.size()), confidence, each);
  }

  /** The first few that are void. */
  List<Trial> voided() {
    return findings.voided().stream().limit(MOST_VOIDED).toList();
  }

  /** One workload's verdict is the headline already. */
  String what(Claim claim) {
    return claims.size() == 1
        ? claim.section().progress()
        : claim.section().name() + ": " + claim.verdict();
  }

  String machine() {
    return (setting.processor().isEmpty() ? "" : setting.processor() + ", ")
        + setting.processors()
        + (setting.processors() == 1 ? " processor" : " processors")
        + (setting.memoryBytes() > 0
            ? ", " + Quantity.gibibytes(setting.memoryBytes()) + " of memory"
            : "");
  }

  String pinned() {
    return Words.processors(plan());
  }

  /** Of {@code result.json}. */
  static int schemaVersion() {
    return ResultJson.VERSION;
  }

  Forest forest() {
    return Forest.of(findings, sections);
  }

  List<Latency> latency(Section section) {
    return Latency.of(section);
  }

  List<Strip> strips(Section section) {
    List<Figure> shown = plan().rate() instanceof Rate.Closed ? CLOSED_STRIPS : STRIPS;
    return shown.stream().flatMap(figure -> Strip.of(section, figure).stream()).toList();
  }

  Bars bars(Section section) {
    return Bars.of(section);
  }

  List<Account> accounts(Section section) {
    return section.ran().stream().flatMap(ran -> Account.of(ran).stream()).toList();
  }

  /** Every kind of failure of a workload's trials that count. */
  List<String> kinds(Section section) {
    return section.found().arms().stream()
        .flatMap(arm -> arm.failures().keySet().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /** Side by side: for each workload that was profiled, its arms. */
  Map<String, List<Flame>> flames() {
    var byWorkload = new TreeMap<String, List<Flame>>();
    for (Flame flame : flames) {
      byWorkload.computeIfAbsent(flame.workload(), _ -> new ArrayList<>()).add(flame);
    }
    return byWorkload;
  }

  List<String> method() {
    return Method.sentences(plan());
  }

  String model(Arm arm) {
    return switch (arm) {
      case Arm.Ours ours ->
          ours.program().model()
              + (ours.commit().isEmpty() ? "" : ", commit " + ours.commit())
              + (ours.jvmOptions().isEmpty() ? "" : ", JVM " + String.join(" ", ours.jvmOptions()))
              + (ours.flags().isEmpty() ? "" : ", " + String.join(" ", ours.flags()));
      case Arm.Visited visited ->
          "visited at " + visited.base() + ", process " + visited.pid() + ", not started anew";
    };
  }

  /** By the order of the plan, what was found for those that are named. */
  List<Map.Entry<String, String>> inOrder(Map<String, String> byName) {
    return new TreeMap<>(byName).entrySet().stream().toList();
  }

  static String file(Trial trial) {
    return String.format(Locale.ROOT, "trials/%04d.json", trial.run());
  }

  /** One burst after the other. */
  static String course(Trial trial) {
    return String.join(" ", trial.warmUpMicros().stream().map(Quantity::of).toList());
  }

  static Optional<String> remarks(Trial trial) {
    var remarks = new ArrayList<>(trial.faults());
    remarks.addAll(trial.notes());
    return remarks.isEmpty()
        ? Optional.empty()
        : Optional.of(Words.printable(String.join("; ", remarks)));
  }
}
