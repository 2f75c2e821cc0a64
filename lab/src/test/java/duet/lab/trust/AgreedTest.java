package duet.lab.trust;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.lab.stats.Judge;
import duet.lab.trust.Agreed.Under;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AgreedTest {
  private static final Judge JUDGE = Judge.within(0.03, 42);
  private static final List<Under> OURS =
      Stream.of(20.0, 22.0, 21.0, 24.0, 23.0).map(cpu -> new Under(cpu, 0, 0.08)).toList();

  @Test
  void theRatioIsTheirsToOurs() {
    Agreed agreed = Agreed.of("wrk", OURS, times(1.01, 0), JUDGE);
    assertTrue(agreed.withinBand());
    assertEquals(
        List.of(
            "generator  cpu, µs/request  of it compilers  switches/request  ratio to duet's [95% CI]  without compilers     verdict",
            "duet       22.00            0.00             0.08",
            "wrk        22.22            0.00             0.16              1.010 [1.010, 1.010]      1.010 [1.010, 1.010]  agrees within 3 %"),
        Agreed.lines(List.of(agreed)).stream().map(String::stripTrailing).toList());
  }

  @Test
  void whatIsFartherOffDoesNotAgree() {
    assertFalse(Agreed.of("h2load", OURS, times(1.04, 0), JUDGE).withinBand());
  }

  @Test
  void whatTheServersCompilersNeedIsTakenOutBesideIt() {
    Agreed agreed = Agreed.of("h2load", OURS, times(1.2, 0.2), JUDGE);

    assertFalse(agreed.withinBand());
    assertEquals(1.2, requireNonNull(agreed.ratio()).estimate(), 1e-9);
    assertEquals(1.0, requireNonNull(agreed.ratioWithoutCompilers()).estimate(), 1e-9);
  }

  @Test
  void tooFewRoundsAgreeOnNothing() {
    Agreed agreed = Agreed.of("wrk", OURS.subList(0, 2), OURS.subList(0, 2), JUDGE);
    assertFalse(agreed.withinBand());
    assertTrue(Agreed.lines(List.of(agreed)).getLast().contains("none"));
  }

  /** So many times the CPU time, and of it so much of ours the compilers'. */
  private static List<Under> times(double ratio, double compilers) {
    return OURS.stream()
        .map(each -> new Under(ratio * each.cpuMicros(), compilers * each.cpuMicros(), 0.16))
        .toList();
  }
}
