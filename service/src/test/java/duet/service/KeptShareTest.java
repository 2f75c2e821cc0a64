package duet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class KeptShareTest {
  private final ByteBudget budget = new ByteBudget(1000);
  private final KeptShare share = new KeptShare(budget);

  @Test
  void aLittleIsFree() {
    assertTrue(share.holds(KeptShare.FREE_BYTES));
    assertEquals(0, budget.taken());
  }

  @Test
  void whatIsMoreIsTakenOnceAndAsAWhole() {
    assertTrue(share.holds(KeptShare.FREE_BYTES + 300));
    assertTrue(share.holds(KeptShare.FREE_BYTES + 700));
    assertTrue(share.holds(KeptShare.FREE_BYTES + 500));
    assertEquals(700, budget.taken());
  }

  @Test
  void whereThereIsNoRoomNothingChanges() {
    assertTrue(new KeptShare(budget).holds(KeptShare.FREE_BYTES + 900));
    assertTrue(share.holds(KeptShare.FREE_BYTES + 100));
    assertFalse(share.holds(KeptShare.FREE_BYTES + 101));
    assertEquals(1000, budget.taken());
  }

  @Test
  void allOfItIsGivenBackOnce() {
    assertTrue(share.holds(KeptShare.FREE_BYTES + 900));
    share.release();
    share.release();
    assertEquals(0, budget.taken());
  }
}
