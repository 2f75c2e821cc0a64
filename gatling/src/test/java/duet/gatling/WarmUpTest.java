package duet.gatling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  private final AtomicLong clock = new AtomicLong(-5);
  private final WarmUp warmUp =
      new WarmUp(
          new Subject("vertx-async", "async", URI.create("http://127.0.0.1:45000")),
          Connections.KEEP_ALIVE,
          3,
          100,
          clock::get);

  @Test
  void asManyAsAskedForAreSentAndCounted() {
    while (warmUp.takeNext()) {
      clock.incrementAndGet();
    }
    assertEquals(3, warmUp.sent());
  }

  @Test
  void nothingIsSentThatWasNotHandedOut() {
    for (int i = 0; i < 3; i++) {
      assertTrue(warmUp.takeNext());
    }
    assertFalse(warmUp.takeNext());
    assertFalse(warmUp.takeNext());
    assertEquals(3, warmUp.sent());
  }

  @Test
  void aSlowServerIsNotWarmedUpForLongerThanPatienceAllows() {
    assertTrue(warmUp.takeNext());
    clock.addAndGet(101);
    assertFalse(warmUp.takeNext());
    assertEquals(1, warmUp.sent());
  }
}
