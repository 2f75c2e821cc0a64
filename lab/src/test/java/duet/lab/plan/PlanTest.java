package duet.lab.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {
  private static Asked asked(List<String> workloads, int trials) {
    return AskedOf.arms("a=vertx-async", "b=helidon-virtual", workloads, trials);
  }

  private static String order(Asked asked) throws PlanException {
    return asked.plan().slots().stream()
        .map(slot -> slot.arm().name() + slot.pair())
        .collect(Collectors.joining(" "));
  }

  @Test
  void trialsRunInTheOrderABBA() throws PlanException {
    assertEquals("a0 b0 b1 a1 a2 b2 b3 a3", order(asked(List.of("json"), 4)));
  }

  @Test
  void anOddNumberOfTrialsEndsWithAPair() throws PlanException {
    assertEquals("a0 b0 b1 a1 a2 b2", order(asked(List.of("json"), 3)));
  }

  @Test
  void workloadsTakeTurnsBlockByBlock() throws PlanException {
    assertEquals(
        "json/a0 json/b0 json/b1 json/a1 db/a0 db/b0 db/b1 db/a1 json/a2 json/b2 db/a2 db/b2",
        asked(List.of("json", "db"), 3).plan().slots().stream()
            .map(slot -> slot.workload().name() + "/" + slot.arm().name() + slot.pair())
            .collect(Collectors.joining(" ")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5000 | open loop, equal distances | false",
        "5000 | open loop, Poisson arrivals | true",
      })
  void aRateSaysItsModel(String rate, String words, boolean poisson) throws PlanException {
    assertEquals("at 5000/s · " + words, Rate.parse(rate, poisson).inWords());
  }

  @ParameterizedTest
  @CsvSource({"0", "-5", "1000001", "fast", "1e3", "''"})
  void whatIsNoRateIsRefused(String rate) {
    var e = assertThrows(PlanException.class, () -> Rate.parse(rate, false));
    assertEquals(
        "--rate must be max, or requests per second, above 0 and up to 1000000: '" + rate + "'",
        e.getMessage());
  }

  @Test
  void whatCannotBeDoneNamesTheFlagItsRuleAndTheValue() {
    assertRefused("--trials must be 1..1000: 0", asked(List.of("json"), 0));
    assertRefused("--workload must name each once: 'json'", asked(List.of("json", "json"), 2));
    assertRefused("--workload must name one at least: []", asked(List.of(), 2));
  }

  private static void assertRefused(String message, Asked asked) {
    assertEquals(message, assertThrows(PlanException.class, asked::plan).getMessage());
  }
}
