package duet.contract.fuzz;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was found, by cause. Used by one thread. */
final class Findings {
  private static final int EXAMPLES = 6;

  /** What has one cause, as far as one can tell. */
  private static final class Cause {
    final Finding first;
    final List<String> examples = new ArrayList<>();
    long count;

    Cause(Finding first) {
      this.first = first;
    }
  }

  private final Map<String, Cause> causes = new LinkedHashMap<>();

  void add(Finding finding) {
    Cause cause = causes.computeIfAbsent(finding.cause(), _ -> new Cause(finding));
    cause.count++;
    if (cause.examples.size() < EXAMPLES) {
      String detail = finding.detail().isEmpty() ? "" : " (" + finding.detail() + ")";
      cause.examples.add("--replay=" + finding.index() + detail);
    }
  }

  int causes() {
    return causes.size();
  }

  boolean isEmpty() {
    return causes.isEmpty();
  }

  /**
   * A line for each cause, the most severe first, and one below it with conversations to replay.
   */
  String inWords() {
    var words = new StringBuilder();
    causes.values().stream()
        .sorted(Comparator.comparing((Cause cause) -> cause.first.kind()))
        .forEach(
            cause ->
                words
                    .append(cause.first.cause())
                    .append(cause.count == 1 ? "" : " × " + cause.count)
                    .append("\n    ")
                    .append(String.join("\n    ", cause.examples))
                    .append('\n'));
    return words.toString();
  }
}
