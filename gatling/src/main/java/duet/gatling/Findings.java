package duet.gatling;

import static duet.gatling.Quantity.PAGE;
import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a replay found, in words: how many requests failed first, then one sentence or two for each
 * kind of connection, then what the figures cannot say. Facts only; a single run is no verdict.
 */
record Findings(String failed, List<String> sentences, String caution) {

  static Findings of(Replayed replayed) {
    var sentences = new ArrayList<String>();
    for (var connections : Connections.values()) {
      var rows = replayed.rows().stream().filter(row -> row.connections() == connections).toList();
      if (!rows.isEmpty()) {
        sentences.add(sentence(connections, rows));
      }
    }
    return new Findings(failed(replayed), sentences, caution(replayed));
  }

  private static String failed(Replayed replayed) {
    var rows = replayed.rows();
    var sent = rows.stream().mapToLong(Row::complete).sum();
    if (sent == 0) {
      return "Nothing was measured.";
    }
    if (replayed.failed() == 0) {
      return "0 of " + PAGE.count(sent, "request") + " failed.";
    }
    var where = new LinkedHashMap<String, Integer>();
    rows.forEach(row -> where.merge(row.subject().name(), row.failed(), Integer::sum));
    var counts =
        where.entrySet().stream()
            .map(entry -> PAGE.count(entry.getValue()) + " at " + entry.getKey())
            .collect(joining(", "));
    return PAGE.count(replayed.failed())
        + " of "
        + PAGE.count(sent, "request")
        + " failed"
        + (where.size() > 1 ? ": " + counts + "." : ".");
  }

  private static String sentence(Connections connections, List<Row> rows) {
    var start =
        switch (connections) {
          case CLOSE -> "With a new connection for each request, ";
          case KEEP_ALIVE -> "With connections kept alive, ";
        };
    var subjects = rows.stream().map(Row::subject).distinct().toList();
    return start + (subjects.size() == 1 ? range(rows) : comparison(subjects, rows));
  }

  private static String range(List<Row> rows) {
    var name = rows.getFirst().subject().name();
    var usable = rows.stream().filter(Findings::sound).toList();
    if (usable.isEmpty()) {
      return name + " has no row without a failed request, so that no rate is quoted.";
    }
    var order = Comparator.comparingDouble(Row::requestsPerSecond);
    var least = usable.stream().min(order).orElseThrow();
    var most = usable.stream().max(order).orElseThrow();
    return name
        + " answered "
        + (least.equals(most) ? "" : "between " + rate(least) + " and ")
        + rate(most)
        + "."
        + leftOut(concurrencies(rows.stream().filter(row -> !sound(row)).toList()));
  }

  private static String rate(Row row) {
    return PAGE.fixed(row.requestsPerSecond(), 2)
        + " requests/s (concurrency "
        + row.concurrency()
        + ")";
  }

  /** Only where every server answered every request: refusing is quicker than answering. */
  private static String comparison(List<Subject> subjects, List<Row> rows) {
    var levels = new TreeMap<Integer, List<Row>>();
    rows.forEach(
        row -> levels.computeIfAbsent(row.concurrency(), level -> new ArrayList<>()).add(row));
    var fair = new TreeMap<Integer, List<Row>>(levels);
    fair.values()
        .removeIf(
            level -> level.size() != subjects.size() || !level.stream().allMatch(Findings::sound));
    levels.keySet().removeAll(fair.keySet());
    if (fair.isEmpty()) {
      return "the servers cannot be compared: requests failed at every concurrency.";
    }
    var ahead = new LinkedHashMap<String, Integer>();
    var ratios = new ArrayList<Double>();
    for (var level : fair.values()) {
      level.sort(Comparator.comparingDouble(Row::requestsPerSecond).reversed());
      var most = level.getFirst();
      var next = level.get(1);
      ratios.add(most.requestsPerSecond() / level.getLast().requestsPerSecond());
      // As printed: what the table shows as equal is not called more.
      if (!rate(most).equals(rate(next))) {
        ahead.merge(most.subject().name(), 1, Integer::sum);
      }
    }
    var where = fair.size() == 1 ? " concurrency" : " concurrencies";
    return counts(ahead, fair.size(), levels.isEmpty() ? where : where + " compared")
        + (ahead.isEmpty() ? "." : factor(ratios))
        + leftOut(List.copyOf(levels.keySet()));
  }

  private static String counts(Map<String, Integer> ahead, int of, String where) {
    var order = Map.Entry.<String, Integer>comparingByValue().reversed();
    var parts = new ArrayList<String>();
    for (var entry : ahead.entrySet().stream().sorted(order).toList()) {
      var share = share(entry.getValue(), of) + where;
      parts.add(
          parts.isEmpty()
              ? entry.getKey() + " answered more requests/s at " + share
              : entry.getKey() + " at " + entry.getValue());
    }
    var even = of - ahead.values().stream().mapToInt(Integer::intValue).sum();
    if (even > 0) {
      parts.add(
          parts.isEmpty()
              ? "the servers answered equally many requests/s at " + share(even, of) + where
              : "neither at " + even);
    }
    return String.join(", ", parts);
  }

  private static String share(int count, int of) {
    return of == 1 ? "the one" : count == of ? "all " + of : count + " of " + of;
  }

  private static String factor(List<Double> ratios) {
    var range = ratios.stream().mapToDouble(Double::doubleValue).summaryStatistics();
    var least = PAGE.fixed(range.getMin(), 2);
    var most = PAGE.fixed(range.getMax(), 2);
    return "; the larger figure was "
        + (least.equals(most) ? least : least + " to " + most)
        + " times the smaller.";
  }

  private static String leftOut(List<Integer> concurrencies) {
    return concurrencies.isEmpty()
        ? ""
        : " Left out, because requests failed there or a row is missing: concurrency "
            + concurrencies.stream().map(String::valueOf).collect(joining(", "))
            + ".";
  }

  private static List<Integer> concurrencies(List<Row> rows) {
    return rows.stream().map(Row::concurrency).toList();
  }

  private static boolean sound(Row row) {
    return row.failed() == 0 && Double.isFinite(row.requestsPerSecond());
  }

  private static String caution(Replayed replayed) {
    var foreign = replayed.rows().stream().anyMatch(row -> row.subject().model().equals("target"));
    var once = "One run of " + PAGE.count(replayed.requests(), "request") + " a row ";
    return foreign
        ? once
            + "is no verdict. The figures hold the way to the server and back, and at a high rate "
            + "Gatling’s client may set the ceiling rather than the server."
        : once
            + "on a shared machine is no verdict: servers and client compete for its processors, and "
            + "Gatling’s client, not the servers, sets the ceiling. A small difference here says "
            + "nothing; a large one is a reason to measure properly.";
  }
}
