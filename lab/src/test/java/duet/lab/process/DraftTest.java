package duet.lab.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.lab.plan.Arm;
import duet.lab.plan.Plan;
import duet.lab.plan.PlanException;
import duet.lab.plan.Workload;
import java.util.List;
import org.junit.jupiter.api.Test;

class DraftTest {
  private static Draft draft() throws PlanException {
    var slot = new Plan.Slot(Workload.parse("json"), Arm.parse("vertx-async"), 3);
    return new Draft(7, slot, "vertx-async", 0.2);
  }

  @Test
  void asTheSameServerIsMeasuredAgainItsWarmUpStaysAndWhatHappenedInTheWindowDoesNot()
      throws PlanException {
    Draft first = draft();
    first.warmedUp(new WarmUp.Course(List.of(30.0, 20.0), false, 40_000, false), false);
    first.note("windows were not cut");
    first.fault("a hundredth of its requests was sent late");

    Draft again = first.again(9);

    assertTrue(again.isAgain());
    assertFalse(again.isVoid());
    assertEquals(
        List.of("the warm-up ended before its CPU time for each request was steady"),
        again.trial().notes());
    assertEquals(List.of(30.0, 20.0), again.trial().warmUpMicros());
    assertEquals(9, again.trial().run());
    assertEquals(2, first.trial().notes().size());
  }
}
