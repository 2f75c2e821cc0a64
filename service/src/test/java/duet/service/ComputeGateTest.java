package duet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ComputeGateTest {

  @Test
  void thereAreAsManyPlacesAsProcessorsAndSomeThatWait() {
    var gate = new ComputeGate(2, 1);
    assertTrue(gate.enter());
    assertTrue(gate.enter());
    assertEquals(2, gate.running());
    assertEquals(0, gate.waiting());
    assertTrue(gate.enter());
    assertEquals(2, gate.running());
    assertEquals(1, gate.waiting());
    assertFalse(gate.enter());
    assertEquals(1, gate.waiting());
    gate.leave();
    assertTrue(gate.enter());
    assertFalse(gate.enter());
  }

  @Test
  void nobodyNeedsToBeAllowedToWait() {
    var gate = new ComputeGate(1, 0);
    assertTrue(gate.enter());
    assertFalse(gate.enter());
  }
}
