package duet.lab.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class LocationTest {
  @Test
  void theMedianOfAnEvenNumberLiesBetween() {
    assertEquals(2, Location.median(List.of(3.0, 1.0, 2.0)));
    assertEquals(2.5, Location.median(List.of(4.0, 1.0, 3.0, 2.0)));
  }

  @Test
  void theMeanIsDrawnByWhatIsFarOff() {
    assertEquals(4, Location.mean(List.of(1.0, 2.0, 9.0)));
  }

  @Test
  void ofNoneThereIsNeither() {
    assertEquals(Double.NaN, Location.mean(List.of()));
    assertEquals(Double.NaN, Location.median(List.of()));
  }

  @Test
  void whatIsAskedOfIsLeftInItsOrder() {
    double[] values = {3, 1, 2};
    assertEquals(2, Location.median(values));
    assertArrayEquals(new double[] {3, 1, 2}, values);
  }
}
