package duet.lab.process;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  @Test
  void whatNoLongerFallsIsSteadyHoweverItGoesUp() {
    assertTrue(WarmUp.steady(List.of(90.0, 10.0, 10.4, 9.6)));
    assertTrue(WarmUp.steady(List.of(90.0, 10.0, 17.0, 9.9)));
    assertTrue(WarmUp.steady(List.of(10.0, 10.0, 30.0, 10.2)));
  }

  @Test
  void whatStillFallsIsNotSteady() {
    assertFalse(WarmUp.steady(List.of(40.0, 20.0, 10.0, 9.0)));
    assertFalse(WarmUp.steady(List.of(90.0, 12.0, 10.0, 11.0)));
  }

  @Test
  void fewerThanFourBurstsAreNotSteady() {
    assertFalse(WarmUp.steady(List.of(10.0, 10.0, 10.0)));
  }
}
