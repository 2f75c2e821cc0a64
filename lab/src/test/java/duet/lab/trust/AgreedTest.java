package duet.lab.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.lab.stats.Judge;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgreedTest {
  private static final Judge JUDGE = Judge.within(0.03, 42);
  private static final List<Double> OURS = List.of(20.0, 22.0, 21.0, 24.0, 23.0);

  @Test
  void theRatioIsTheirsToOurs() {
    Agreed agreed = Agreed.of("wrk", OURS, times(1.01), JUDGE);
    assertTrue(agreed.withinBand());
    assertEquals(
        List.of(
            "generator  cpu under it, µs/request  cpu under duet's, µs/request  ratio to duet's [95% CI]  verdict",
            "wrk        22.22                     22.00                         1.010 [1.010, 1.010]      agrees within 3 %"),
        Agreed.lines(List.of(agreed)));
  }

  @Test
  void whatIsFartherOffDoesNotAgree() {
    assertFalse(Agreed.of("h2load", OURS, times(1.04), JUDGE).withinBand());
  }

  @Test
  void tooFewRoundsAgreeOnNothing() {
    Agreed agreed = Agreed.of("wrk", OURS.subList(0, 2), OURS.subList(0, 2), JUDGE);
    assertFalse(agreed.withinBand());
    assertTrue(Agreed.lines(List.of(agreed)).getLast().contains("none"));
  }

  private static List<Double> times(double ratio) {
    return OURS.stream().map(each -> ratio * each).toList();
  }
}
