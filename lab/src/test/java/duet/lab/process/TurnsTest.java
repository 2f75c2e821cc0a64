package duet.lab.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import duet.lab.load.Expectation;
import duet.lab.load.LoadPlan;
import duet.lab.load.PlanOf;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final long MILLI = 1_000_000;

  @Test
  void shortAnswersMakeShortTurns() {
    assertEquals(new Turns(50 * MILLI, 4, 200), Turns.of(load(5000, 10_000), 0.1 * MILLI));
  }

  @Test
  void slowAnswersMakeLongerTurns() {
    assertEquals(new Turns(400 * MILLI, 1, 25), Turns.of(load(5000, 10_000), 20 * MILLI));
  }

  @Test
  void fewRequestsMakeLongerTurns() {
    assertEquals(new Turns(1000 * MILLI, 1, 10), Turns.of(load(20, 10_000), MILLI));
  }

  @Test
  void aClosedLoopHasNoRate() {
    assertEquals(200, Turns.of(load(0, 10_000), 0.5 * MILLI).counted());
  }

  @Test
  void aWindowThatIsTooShortIsNotCut() {
    assertFalse(Turns.of(load(5000, 10_000), 300 * MILLI).areTaken());
    assertFalse(Turns.of(load(1, 2_000), MILLI).areTaken());
  }

  private static LoadPlan load(double rate, long windowMillis) {
    return PlanOf.load(
        1,
        rate,
        64,
        Duration.ofMillis(windowMillis),
        Duration.ZERO,
        Duration.ofMillis(1),
        Expectation.anyBody(200));
  }
}
