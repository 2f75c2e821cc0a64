package duet.contract;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What became of the cases of a suite, by part of the contract. Used by one thread. */
final class Tally {
  /** What became of the cases of one part. */
  private static final class Part {
    private int passed;
    private final List<Failure> failed = new ArrayList<>();
  }

  private record Failure(String test, String message) {}

  private final Map<String, Part> parts = new TreeMap<>();

  boolean isEmpty() {
    return parts.isEmpty();
  }

  boolean hasFailures() {
    return parts.values().stream().anyMatch(part -> !part.failed.isEmpty());
  }

  void passed(Method test) {
    part(test).passed++;
  }

  /**
   * @param display the case's own name, which tells it from others of the same test
   */
  void failed(Method test, String display, Throwable failure) {
    part(test).failed.add(new Failure(test.getName() + " " + display, FailureLine.of(failure)));
  }

  private Part part(Method test) {
    return parts.computeIfAbsent(test.getDeclaringClass().getSimpleName(), _ -> new Part());
  }

  /**
   * The table, what is excepted, and what failed.
   *
   * @param excepted reasons by the id of the case
   * @param withMessages whether each failure has what it says on a line behind it
   */
  String inWords(Map<String, String> excepted, boolean withMessages) {
    var table = new StringBuilder(row("part of the contract", "passed", "failed"));
    parts.forEach(
        (name, part) ->
            table.append(
                row(name, Integer.toString(part.passed), Integer.toString(part.failed.size()))));
    int passed = parts.values().stream().mapToInt(part -> part.passed).sum();
    int failed = parts.values().stream().mapToInt(part -> part.failed.size()).sum();
    table.append(row("all", Integer.toString(passed), Integer.toString(failed)));
    table.append(
        String.format(Locale.ROOT, "named exceptions, counted as passed: %d%n", excepted.size()));
    new TreeMap<>(excepted)
        .forEach(
            (id, reason) -> table.append("  ").append(id).append(": ").append(reason).append('\n'));
    parts.forEach(
        (name, part) ->
            part.failed.forEach(
                failure -> {
                  table.append("failed: ").append(name).append('.').append(failure.test);
                  table.append('\n');
                  if (withMessages) {
                    table.append("  ").append(failure.message).append('\n');
                  }
                }));
    return table.toString();
  }

  private static String row(String name, String passed, String failed) {
    return String.format(Locale.ROOT, "%-24s %8s %8s%n", name, passed, failed);
  }
}
