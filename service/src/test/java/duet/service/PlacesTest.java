package duet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class PlacesTest {
  @Test
  void asManyEnterAsThereArePlaces() {
    var places = new Places(3);
    assertTrue(places.enter(2));
    assertFalse(places.enter(2));
    assertTrue(places.enter());
    places.leave(3);
    assertEquals(0, places.taken());
    assertFalse(new Places(3).enter(Integer.MAX_VALUE));
  }

  @Test
  void whoIsRefusedTakesNoPlaceMeanwhile() throws Exception {
    var places = new Places(50);
    assertWhatFitsIsLetInBesideWhatDoesNot(places::enter, places::leave);
    assertEquals(0, places.taken());
  }

  @Test
  void theSameHoldsOfBytes() throws Exception {
    var budget = new ByteBudget(50);
    assertWhatFitsIsLetInBesideWhatDoesNot(budget::take, budget::giveBack);
    assertEquals(0, budget.taken());
  }

  /** All of 50 are never refused since 100 are being refused. */
  private static void assertWhatFitsIsLetInBesideWhatDoesNot(IntPredicate in, IntConsumer out)
      throws Exception {
    try (var threads = Executors.newFixedThreadPool(2)) {
      Future<?> refused =
          threads.submit(
              () -> {
                for (int i = 0; i < 200_000; i++) {
                  assertFalse(in.test(100));
                }
              });
      Future<?> served =
          threads.submit(
              () -> {
                while (!refused.isDone()) {
                  assertTrue(in.test(50));
                  out.accept(50);
                }
              });
      refused.get();
      served.get();
    }
  }
}
