package duet.lab.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CallCostTest {
  @Test
  void whatCalibrationPrintsIsRead() throws IOException {
    assertEquals(new CallCost(12.5, 12, 14), CallCost.of("nanos 12.5000 12.0000 14.0000\n"));
  }

  @Test
  void anythingElseIsNoCost() {
    var e = assertThrows(IOException.class, () -> CallCost.of("\n"));
    assertEquals("what the cost costs could not be measured: ''", e.getMessage());
  }
}
