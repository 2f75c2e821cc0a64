package duet.gatling;

import java.util.List;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything a replay found as {@code results.json}. Units stand in the names; a figure that does
 * not exist, such as a rate where nothing was answered, is {@code null}.
 */
final class ResultsJson {
  /** Goes up when a field changes its meaning or its name, or is dropped; not when one is added. */
  private static final int VERSION = 1;

  private static final JsonMapper MAPPER = new JsonMapper();

  private ResultsJson() {}

  /** The link is relative to the file, with slashes. */
  static String render(Replayed replayed, String linkToGatling) {
    var root = MAPPER.createObjectNode();
    root.put("schema", "duet.replay").put("version", VERSION);
    root.put("startedAt", replayed.startedAt().toString());
    root.put("request", replayed.request());
    root.put("requestsPerRow", replayed.requests());
    root.put("failedRequests", replayed.failed());
    var machine = replayed.machine();
    root.putObject("machine")
        .put("processor", machine.processor())
        .put("cores", machine.cores())
        .put("memoryBytes", machine.memoryBytes())
        .put("system", machine.system())
        .put("jdk", machine.jdk());
    var settings = root.putArray("settings");
    replayed.settings().forEach(settings::add);
    var warmUps = root.putArray("warmUps");
    for (var warmUp : replayed.warmUps()) {
      warmUps
          .addObject()
          .put("server", warmUp.subject().name())
          .put("uncountedRequests", warmUp.requests());
    }
    var rows = root.putArray("rows");
    replayed.rows().forEach(row -> describe(row, rows.addObject()));
    var failures = root.putArray("failures");
    for (var failure : replayed.failures()) {
      failures
          .addObject()
          .put("server", failure.subject().name())
          .put("connection", failure.connections().token())
          .put("concurrency", failure.concurrency())
          .put("reason", failure.reason())
          .put("requests", failure.count());
    }
    root.put("gatlingReport", linkToGatling);
    return MAPPER.writer().with(printer()).writeValueAsString(root) + "\n";
  }

  private static void describe(Row row, ObjectNode node) {
    var subject = row.subject();
    node.put("server", subject.name())
        .put("model", subject.model())
        .put("baseUrl", subject.base().toString())
        .put("port", subject.port())
        .put("connection", row.connections().token())
        .put("test", row.test())
        .put("concurrency", row.concurrency())
        .put("timeTakenNanos", row.timeTakenNanos())
        .put("complete", row.complete())
        .put("failed", row.failed())
        .put("totalTransferredBytes", row.totalTransferredBytes())
        .put("totalTransferredIsExact", row.exact());
    figure(node, "requestsPerSecond", row.requestsPerSecond());
    figure(node, "timePerRequestMillis", row.timePerRequestMillis());
    figure(node, "transferRateKbytesPerSecond", row.transferRateKbytesPerSecond());
    var nanos = List.of(row.p50Nanos(), row.p95Nanos(), row.p99Nanos(), row.maxNanos());
    var names = List.of("p50Nanos", "p95Nanos", "p99Nanos", "maxNanos");
    for (int i = 0; i < names.size(); i++) {
      if (row.answered()) {
        node.put(names.get(i), nanos.get(i));
      } else {
        node.putNull(names.get(i));
      }
    }
  }

  /** JSON has no NaN and no Infinity. */
  private static void figure(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }

  /** One value a line, and the same line ends on every system. */
  private static DefaultPrettyPrinter printer() {
    var indenter = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
  }
}
