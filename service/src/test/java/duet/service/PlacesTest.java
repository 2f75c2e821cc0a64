package duet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

  /** One of 8 that fits is never refused since one of 100 that does not is being refused. */
  @Test
  void whoIsRefusedTakesNoPlaceMeanwhile() throws Exception {
    var places = new Places(50);
    try (var threads = Executors.newFixedThreadPool(2)) {
      Future<?> refused =
          threads.submit(
              () -> {
                for (int i = 0; i < 200_000; i++) {
                  assertFalse(places.enter(100));
                }
              });
      Future<?> served =
          threads.submit(
              () -> {
                while (!refused.isDone()) {
                  assertTrue(places.enter(8));
                  places.leave(8);
                }
              });
      refused.get();
      served.get();
    }
  }

  @Test
  void theSameHoldsOfBytes() throws Exception {
    var budget = new ByteBudget(50);
    try (var threads = Executors.newFixedThreadPool(2)) {
      Future<?> refused =
          threads.submit(
              () -> {
                for (int i = 0; i < 200_000; i++) {
                  assertFalse(budget.take(100));
                }
              });
      Future<?> served =
          threads.submit(
              () -> {
                while (!refused.isDone()) {
                  assertTrue(budget.take(50));
                  budget.giveBack(50);
                }
              });
      refused.get();
      served.get();
    }
    assertEquals(0, budget.taken());
  }
}
