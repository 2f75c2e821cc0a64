package duet.lab.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SpreadTest {
  /** Logs 0, 1, 2, 3: deviations −1.5, −0.5, 0.5, 1.5; squares 5; products 0.75 − 0.25 + 0.75. */
  @Test
  void aSteadyRiseWorkedOutByHand() {
    Spread spread = Spread.of(new double[] {1, Math.E, Math.E * Math.E, Math.exp(3)});
    assertEquals(4, spread.trials());
    assertEquals(Math.sqrt(5.0 / 3), spread.deviationOfLog(), 1e-12);
    assertEquals(1.25 / 5, spread.lagOne(), 1e-12);
  }

  /** Ratios e and 1 ÷ e: logs 1 and −1, squares 2, one degree of freedom. */
  @Test
  void whatPairsShareIsNotInTheSpreadOfTheirRatios() {
    double[] first = {1, 100};
    assertEquals(Math.sqrt(2), Spread.ofRatios(first, new double[] {Math.E, 100 / Math.E}), 1e-12);
    assertEquals(0, Spread.ofRatios(first, new double[] {2, 200}), 1e-12);
  }

  /** Logs 1, −1, 1, −1: squares 4, products −3. */
  @Test
  void toAndFroIsNegative() {
    Spread spread = Spread.of(new double[] {Math.E, 1 / Math.E, Math.E, 1 / Math.E});
    assertEquals(-0.75, spread.lagOne(), 1e-12);
  }

  @Test
  void allAlikeHaveNoCorrelation() {
    Spread spread = Spread.of(new double[] {2, 2, 2});
    assertEquals(0, spread.deviationOfLog());
    assertEquals(Double.NaN, spread.lagOne());
  }

  @Test
  void whatHasNoLogIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Spread.of(new double[] {1, 0}));
    assertThrows(IllegalArgumentException.class, () -> Spread.of(new double[] {1}));
  }
}
