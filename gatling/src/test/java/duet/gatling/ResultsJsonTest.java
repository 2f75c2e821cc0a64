package duet.gatling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ResultsJsonTest {
  private static final String LINK = "gatling/index.html";

  private static JsonNode parsed() {
    return new JsonMapper().readTree(ResultsJson.render(Golden.replay(), LINK));
  }

  @Test
  void theFileSaysWhatItIs() {
    assertEquals("duet.replay", parsed().path("schema").asString());
    assertEquals(1, parsed().path("version").asInt());
    assertEquals(LINK, parsed().path("gatlingReport").asString());
  }

  @Test
  void everyRowIsThereWithItsUnitsInTheNames() {
    var row = parsed().path("rows").path(0);

    assertEquals(4, parsed().path("rows").size());
    assertEquals(2_234_000_000L, row.path("timeTakenNanos").asLong());
    assertEquals(122_000, row.path("totalTransferredBytes").asInt());
    assertEquals(3_000_000, row.path("p99Nanos").asInt());
    assertEquals(1000 / 2.234, row.path("requestsPerSecond").asDouble(), 1e-9);
  }

  @Test
  void whatDoesNotExistIsNull() {
    var unanswered = parsed().path("rows").path(3);

    assertTrue(unanswered.path("requestsPerSecond").isNull());
    assertTrue(unanswered.path("p50Nanos").isNull());
    assertEquals(1000, unanswered.path("failed").asInt());
  }

  @Test
  void machineWarmUpAndReasonsAreThere() {
    assertEquals(8L << 30, parsed().path("machine").path("memoryBytes").asLong());
    assertEquals(20_000, parsed().path("warmUps").path(1).path("uncountedRequests").asInt());
    assertEquals(
        "status 503\r\n\u001b[31m", parsed().path("failures").path(1).path("reason").asString());
  }

  @Test
  void theFileIsTheSameInEveryLocale() {
    var here = ResultsJson.render(Golden.replay(), LINK);

    Locales.everywhere(() -> assertEquals(here, ResultsJson.render(Golden.replay(), LINK)));
  }
}
