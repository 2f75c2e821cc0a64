package duet.lab.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class StopsTest {
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1000 * MILLI;

  /** 0.1 % of 10 s are 10 ms: so much of each stop is above S − 10 ms. */
  @Test
  void aStopOf100MillisIn10SecondsIs90MillisAtP999() {
    var four = new Stops(List.of(100 * MILLI, 100 * MILLI, 100 * MILLI, 100 * MILLI), 40 * SECOND);
    assertEquals(90 * MILLI, four.quantileNanos(0.999), 1);
    assertEquals(100 * MILLI, four.maxNanos());
    assertEquals(90 * MILLI, new Stops(List.of(100 * MILLI), 10 * SECOND).quantileNanos(0.999), 1);
  }

  /** 20 ms are to lie above x: (100 − x) + (110 − x) = 20. */
  @Test
  void stopsOfDifferentLengthsShareWhatLiesAbove() {
    var two = new Stops(List.of(100 * MILLI, 110 * MILLI), 20 * SECOND);
    assertEquals(95 * MILLI, two.quantileNanos(0.999), 1);
    assertEquals(110 * MILLI, two.maxNanos());
  }

  /** 20 ms of the longer stop alone already lie above 180 ms. */
  @Test
  void aShortStopThatDoesNotReachSoHighHasNoPart() {
    var two = new Stops(List.of(200 * MILLI, 100 * MILLI), 20 * SECOND);
    assertEquals(180 * MILLI, two.quantileNanos(0.999), 1);
  }

  @Test
  void aShareThatNoStopReachesSaysNothingOfThem() {
    assertEquals(0, new Stops(List.of(100 * MILLI), 10 * SECOND).quantileNanos(0.5));
  }

  /** 100 requests pile up in 100 ms at 1000/s; each needs 50 µs. */
  @Test
  void theBacklogOfAStopTakesItsRequestsToCatchUp() {
    assertEquals(
        5 * MILLI, new Stops(List.of(100 * MILLI), 10 * SECOND).catchUpNanos(1000, 50_000), 1);
  }

  @Test
  void stopsThatDoNotFitAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Stops(List.of(), SECOND));
    assertThrows(IllegalArgumentException.class, () -> new Stops(List.of(2 * SECOND), SECOND));
    assertThrows(IllegalArgumentException.class, () -> new Stops(List.of(0L), SECOND));
  }
}
