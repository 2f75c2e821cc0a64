package duet.lab.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import duet.lab.plan.Asked;
import duet.lab.sample.Figure;
import duet.lab.sample.Trial;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ResultJsonTest {
  private static final Asked VISITED =
      Invented.asked("nginx=http://127.0.0.1:8080,pid=17", 10, "json");

  private static String text(Asked asked, List<Trial> trials) {
    return ResultJson.text(asked, Invented.SETTING, Invented.findings(asked, trials));
  }

  private static String whole() {
    return text(Invented.ASKED, Invented.trials(Invented.ASKED));
  }

  private static JsonNode read(String text) {
    return new JsonMapper().readTree(text);
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(ResultJson.class.getResourceAsStream(name), name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<String> complaints(String text) throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(resource("result.schema.json"), InputFormat.JSON)
        .validate(text, InputFormat.JSON)
        .stream()
        .map(Object::toString)
        .toList();
  }

  @Test
  void whatIsWrittenKeepsTheSchema() throws IOException {
    for (Asked asked : List.of(Invented.ASKED, VISITED)) {
      for (int trials : List.of(0, 1, 13, 1000)) {
        assertEquals(List.of(), complaints(text(asked, Invented.trials(asked, trials))));
      }
    }
  }

  @Test
  void theSchemaRefusesWhatIsNotIt() throws IOException {
    String whole = whole();

    assertEquals(1, complaints(whole.replace("\"version\" : 2", "\"version\" : 1")).size());
    assertEquals(1, complaints(whole.replaceFirst("\"resamples\"", "\"samples\"")).size());
    assertTrue(!complaints(whole.replace("\"equivalent\"", "\"the same\"")).isEmpty());
  }

  @Test
  void theDocumentNamesEveryFieldOfTheSchema() throws IOException {
    String document = Files.readString(Path.of("../docs/result-schema.md"));
    var names = new TreeSet<String>();
    collect(read(resource("result.schema.json")), names);

    assertTrue(names.size() > 80, names::toString);
    names.removeIf(
        name -> document.contains("`" + name + "`") || document.contains("." + name + "`"));
    assertEquals(new TreeSet<>(), names);
  }

  @Test
  void theDocumentNamesEveryFigureWithItsUnit() throws IOException {
    String document = Files.readString(Path.of("../docs/result-schema.md"));
    for (Figure figure : Figure.values()) {
      String unit = figure.unit().replace("/request", "");
      String written = unit.isEmpty() ? "1" : unit.equals("/s") ? "1/s" : unit;
      String row = "| `" + figure.key() + "` | " + written + " |";
      assertTrue(document.contains(row), row);
    }
  }

  @Test
  void howManyTrialsMoreIsNotSaidOfAVisitor() {
    List<Trial> open =
        Invented.trials(VISITED).stream()
            .map(trial -> Invented.with(trial, "p99Millis", 1 + 0.3 * Math.sin(trial.run())))
            .toList();

    for (JsonNode figure : read(text(VISITED, open)).path("workloads").path(0).path("figures")) {
      if (figure.path("key").asString().equals("p99Millis")) {
        assertEquals("inconclusive", figure.path("verdict").path("kind").asString());
        assertTrue(figure.path("verdict").path("moreTrialsEach").isNull());
        return;
      }
    }
    throw new AssertionError("p99 is missing");
  }

  private static void collect(JsonNode schema, Set<String> names) {
    JsonNode properties = schema.path("properties");
    if (!schema.path("required").isMissingNode()) {
      names.addAll(properties.propertyNames());
    }
    schema.forEach(child -> collect(child, names));
  }

  @Test
  void theRatioCanBeComputedAgainFromTheValuesOfTheTrials() {
    JsonNode cpu = read(whole()).path("workloads").path(0).path("figures").path(0);

    assertEquals("cpuMicrosPerRequest", cpu.path("key").asString());
    assertEquals(
        mean(cpu.path("second")) / mean(cpu.path("first")),
        cpu.path("ratio").path("estimate").asDouble(),
        1e-12);
    assertEquals("firstDoesBetter", cpu.path("verdict").path("kind").asString());
  }

  private static double mean(JsonNode arm) {
    JsonNode values = arm.path("valuesInPairOrder");
    assertEquals(10, values.size());
    var sum = 0.0;
    for (JsonNode value : values) {
      sum += value.asDouble();
    }
    return sum / values.size();
  }

  @Test
  void everyValueIsThatOfTheRunThatIsNamed() {
    JsonNode root = read(whole());
    JsonNode json = root.path("workloads").path(0);

    for (String arm : List.of("first", "second")) {
      JsonNode runs = json.path(arm).path("runs");
      for (int i = 0; i < runs.size(); i++) {
        JsonNode trial = root.path("trials").path(runs.path(i).asInt() - 1);
        assertEquals("counted", trial.path("standing").asString());
        assertEquals(i, trial.path("pair").asInt());
        assertEquals(
            trial.path("figures").path("p99Millis").asDouble(), valueOf(json, "p99Millis", arm, i));
      }
    }
  }

  private static double valueOf(JsonNode workload, String key, String arm, int pair) {
    for (JsonNode figure : workload.path("figures")) {
      if (figure.path("key").asString().equals(key)) {
        return figure.path(arm).path("valuesInPairOrder").path(pair).asDouble();
      }
    }
    throw new AssertionError("no " + key);
  }

  @Test
  void moreIsBetterWhereMoreIsAchieved() {
    var trials = new ArrayList<Trial>();
    for (Trial trial : Invented.trials(VISITED)) {
      double achieved = trial.arm().equals("nginx") ? 9000 : 5000;
      trials.add(Invented.with(trial, "achievedPerSecond", achieved + trial.pair()));
    }
    JsonNode json = read(text(VISITED, trials)).path("workloads").path(0);

    for (JsonNode figure : json.path("figures")) {
      if (figure.path("key").asString().equals("achievedPerSecond")) {
        assertTrue(figure.path("ratio").path("low").asDouble() > 1.7);
        assertEquals("secondDoesBetter", figure.path("verdict").path("kind").asString());
        assertEquals(
            "nginx serves more (of this one process)",
            figure.path("verdict").path("words").asString());
        return;
      }
    }
    throw new AssertionError("achieved is missing");
  }

  @Test
  void standingsTellVoidFromLeftOut() {
    List<Trial> trials = Invented.trials(VISITED, 3);
    JsonNode root = read(text(VISITED, trials));

    assertEquals(List.of("counted", "counted", "leftOut"), standings(root));
    assertEquals(1, standings(read(whole())).stream().filter("void"::equals).count());
    assertEquals(false, root.path("complete").asBoolean());
    assertEquals(1, root.path("workloads").path(0).path("trialsEach").asInt());
  }

  @Test
  void aTrialThatWasRunAgainIsLeftOut() {
    List<Trial> pair = Invented.trials(VISITED, 2);
    var trials = new ArrayList<>(pair);
    trials.add(Invented.again(pair.getFirst(), 3));

    JsonNode root = read(text(VISITED, trials));

    assertEquals(List.of("leftOut", "counted", "counted"), standings(root));
    assertEquals(3, root.path("workloads").path(0).path("first").path("runs").path(0).asInt());
  }

  private static List<String> standings(JsonNode root) {
    var standings = new ArrayList<String>();
    root.path("trials").forEach(trial -> standings.add(trial.path("standing").asString()));
    return standings;
  }

  @Test
  void theFileIsTheSameInEveryLocale() {
    String here = judgedAnew();

    Locales.everywhere(() -> assertEquals(here, judgedAnew()));
  }

  private static String judgedAnew() {
    List<Trial> trials = Invented.trials(Invented.ASKED, 31);
    return ResultJson.text(
        Invented.ASKED, Invented.SETTING, Findings.of(Invented.plan(Invented.ASKED), trials));
  }
}
