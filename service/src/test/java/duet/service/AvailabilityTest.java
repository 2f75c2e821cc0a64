package duet.service;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AvailabilityTest {
  private static final DatabaseAddress DB = new DatabaseAddress("db", 1, "n", "me", "secret");

  private final Availability availability = new Availability();

  @Test
  void beforeTheFirstStateItIsWaitedForAndAfterItNoMore() throws Exception {
    var told = new AtomicInteger();
    availability.whenKnown(told::incrementAndGet);
    assertFalse(availability.awaitKnown(Duration.ofMillis(1)));
    assertEquals(Optional.of("the database has not answered yet"), availability.whyNotReady());

    availability.down(DB, "refused");
    availability.whenKnown(told::incrementAndGet);
    assertEquals(2, told.get());
    assertTrue(availability.awaitKnown(Duration.ZERO));
    assertEquals(Optional.of("refused"), availability.whyNotReady());
  }

  @Test
  void whoeverGaveUpBeforeTheFirstStateIsNotTold() {
    Runnable gaveUp = () -> fail("it is told");
    availability.whenKnown(gaveUp);
    availability.forget(gaveUp);
    availability.up(DB);
  }

  @Test
  void itIsReadyWhileItIsUp() {
    availability.up(DB);
    assertTrue(availability.isUp());
    assertEquals(Optional.empty(), availability.whyNotReady());
    availability.down(DB, "gone");
    assertFalse(availability.isUp());
    availability.up(DB);
    assertEquals(Optional.empty(), availability.whyNotReady());
  }

  @Test
  void whoWaitsForItGoesOnOnceItIsUp() throws Exception {
    availability.down(DB, "gone");
    var waiter = new Thread(() -> assertDoesNotThrow(availability::awaitUp));
    waiter.start();
    while (waiter.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    availability.up(DB);
    waiter.join();
    availability.awaitUp();
  }

  @Test
  void aReasonIsToldWithoutCredentials() {
    availability.down(DB, "password authentication failed for user \"me\" with secret");
    assertEquals(
        Optional.of("password authentication failed for user … with …"),
        availability.whyNotReady());
  }

  @Test
  void theStatementsOfBothDriversAreTheSame() {
    assertEquals("UPDATE world SET randomnumber = ? WHERE id = ?", Sql.jdbc(Sql.UPDATE_WORLD));
  }
}
