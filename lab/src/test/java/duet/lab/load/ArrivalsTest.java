package duet.lab.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ArrivalsTest {
  private static final int MANY = 200_000;

  @Test
  void constantArrivalsStandAtEqualDistancesAndDoNotDrift() {
    var arrivals = new Arrivals.Constant(3000);
    for (int i = 0; i < MANY; i++) {
      assertEquals(i * 1e9 / 3000, (double) arrivals.next(), 1);
    }
  }

  @Test
  void poissonArrivalsHaveTheRateAndTheSpreadOfAPoissonProcess() {
    var arrivals = new Arrivals.Poisson(1000, 7);
    double sum = 0;
    double squares = 0;
    long last = 0;
    for (int i = 0; i < MANY; i++) {
      long next = arrivals.next();
      assertTrue(next >= last);
      double gapMillis = (next - last) / 1e6;
      sum += gapMillis;
      squares += gapMillis * gapMillis;
      last = next;
    }
    double mean = sum / MANY;
    double deviation = Math.sqrt(squares / MANY - mean * mean);
    // Mean and standard deviation of an exponential gap are both 1 ms; its own error is 1/√n.
    assertEquals(1, mean, 5 / Math.sqrt(MANY));
    assertEquals(1, deviation, 10 / Math.sqrt(MANY));
  }

  @Test
  void theSameSeedGivesTheSameTimesAndAnotherOthers() {
    var one = new Arrivals.Poisson(1000, 1);
    var same = new Arrivals.Poisson(1000, 1);
    var other = new Arrivals.Poisson(1000, 2);
    int differ = 0;
    for (int i = 0; i < 100; i++) {
      long next = one.next();
      assertEquals(next, same.next());
      differ += next == other.next() ? 0 : 1;
    }
    assertTrue(differ > 90, "times that differ: " + differ);
  }

  @Test
  void aRateThatIsNoneIsRefused() {
    var e = assertThrows(IllegalArgumentException.class, () -> new Arrivals.Constant(0));
    assertEquals("must be > 0: ratePerSecond=0.0", e.getMessage());
  }
}
