package duet.lab.process;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  @Test
  void threeBurstsWithinFivePercentOfTheirMeanAreSteady() {
    assertTrue(WarmUp.steady(List.of(90.0, 10.4, 10.0, 9.6)));
    assertFalse(WarmUp.steady(List.of(90.0, 10.6, 10.0, 9.4)));
  }

  @Test
  void whatStillFallsIsNotSteady() {
    assertFalse(WarmUp.steady(List.of(40.0, 20.0, 10.0)));
  }

  @Test
  void fewerThanThreeBurstsAreNotSteady() {
    assertFalse(WarmUp.steady(List.of(10.0, 10.0)));
  }
}
