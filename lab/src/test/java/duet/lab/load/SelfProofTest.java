package duet.lab.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class SelfProofTest {
  private static final LoadPlan PLAN =
      new LoadPlan(
          "127.0.0.1",
          80,
          "GET",
          "/",
          "",
          Expectation.anyBody(200),
          LoadPlan.Pace.CONSTANT,
          64,
          true,
          1000,
          0,
          1_000_000_000,
          0,
          1_000_000_000,
          0,
          1);

  @Test
  void aLoadAsPlannedHasNoFault() {
    assertEquals(List.of(), faults(1000, 1000, Map.of(), 2, 2, 0.3, 1, 200_000, 900_000));
  }

  @Test
  void failuresOfTheServerAreNoFaultOfTheGenerator() {
    assertEquals(
        List.of(),
        faults(1000, 400, Map.of("timeout", 500L, "unsent", 100L), 2, 2, 0.3, 1, 1000, 1000));
  }

  @Test
  void requestsThatWereSentLateAreAFault() {
    assertEquals(
        List.of("a hundredth of its requests was sent 1.6 ms late or more"),
        faults(1000, 1000, Map.of(), 2, 2, 0.3, 1, 1_600_000, 1_600_000));
  }

  @Test
  void aStallIsAFaultHoweverFewRequestsItDelayed() {
    assertEquals(
        List.of("the load generator stood still for 100 ms"),
        faults(1000, 1000, Map.of(), 2, 2, 0.3, 1, 1000, 100_000_000));
  }

  @Test
  void aGeneratorThatHasNoPortLeftIsAFault() {
    assertEquals(
        List.of("the load generator had no port left for 3 connections"),
        faults(1000, 997, Map.of("no_port", 3L), 2, 2, 0.3, 1, 1000, 1000));
  }

  @Test
  void requestsThatAreGivenUpExcuseNoFaultByLittlesLaw() {
    assertEquals(
        List.of("200.00 requests were under way and 120.00 should have been by Little's law"),
        faults(1000, 700, Map.of("timeout", 300L), 200, 120, 0.3, 1, 1000, 1000));
  }

  @Test
  void wrongAnswersExcuseNoFaultByLittlesLaw() {
    assertEquals(
        List.of("200.00 requests were under way and 120.00 should have been by Little's law"),
        faults(1000, 700, Map.of("body", 300L), 200, 120, 0.3, 1, 1000, 1000));
  }

  @Test
  void aBusyGeneratorIsAFault() {
    assertEquals(
        List.of("the load generator used 83 % of its cpu"),
        faults(1000, 1000, Map.of(), 2, 2, 0.83, 1, 1000, 1000));
  }

  @Test
  void aGeneratorWhoseProcessorWasTakenFromItIsAFault() {
    assertEquals(
        List.of("the load generator had its cpu for 70 % of the time"),
        faults(1000, 1000, Map.of(), 2, 2, 0.3, 0.7, 1000, 1000));
  }

  @Test
  void anotherRateThanAskedForIsAFault() {
    assertEquals(
        List.of("980 requests were planned where 1000 were asked for"),
        faults(980, 980, Map.of(), 2, 2, 0.3, 1, 1000, 1000));
  }

  @Test
  void requestsUnderWayThatDoNotFitTheTimesAreAFault() {
    assertEquals(
        List.of("20.00 requests were under way and 15.00 should have been by Little's law"),
        faults(1000, 1000, Map.of(), 20, 15, 0.3, 1, 1000, 1000));
  }

  @Test
  void aRequestThatIsNotAccountedForIsAFault() {
    assertEquals(
        List.of("1000 requests were planned and 999 accounted for"),
        faults(1000, 999, Map.of(), 2, 2, 0.3, 1, 1000, 1000));
  }

  private static List<String> faults(
      long planned,
      long right,
      Map<String, Long> failures,
      double underWay,
      double byLittle,
      double busyShare,
      double cpuShare,
      long lagNanos,
      long longestLagNanos) {
    var lag = new Histogram(1, Tally.LONGEST_NANOS, 3);
    lag.recordValueWithCount(lagNanos, 999);
    lag.recordValue(longestLagNanos);
    String encoded = LoadResult.encoded(lag);
    return SelfProof.faults(
        PLAN,
        new LoadResult(
            0,
            PLAN.windowNanos(),
            1,
            List.of(),
            planned,
            right,
            right,
            failures,
            right,
            0,
            encoded,
            encoded,
            encoded,
            underWay,
            byLittle,
            busyShare,
            cpuShare,
            0,
            0,
            "",
            0));
  }
}
