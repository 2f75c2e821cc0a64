package duet.lab.fault;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaultTest {
  private static boolean isSeen(Set<String> ends, String... seen) {
    var fault =
        new Fault(
            "a fault",
            List.of("/"),
            ends,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            () -> {},
            () -> {});
    return fault.isSeenIn(
        new Samples(
            Arrays.stream(seen).map(end -> new Sample(0, 1, end, end.equals("200"))).toList()));
  }

  @Test
  void aFaultThatNobodyNoticedHasNotTakenPlace() {
    Set<String> ends = Set.of("200", "502", "504");
    assertFalse(isSeen(ends, "200", "200"));
    assertTrue(isSeen(ends, "200", "504"));
    assertFalse(isSeen(ends, "504", "500"));
    assertFalse(isSeen(ends));
  }

  @Test
  void oneThatNobodyMustNoticeHasNot() {
    assertTrue(isSeen(Set.of("200"), "200"));
    assertFalse(isSeen(Set.of("200"), "200", "502"));
  }
}
